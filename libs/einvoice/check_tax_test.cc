#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "libs/einvoice/check.h"

namespace recourse::einvoice {
namespace {

const Currency kEur = *Currency::Parse("EUR");

using Rules = std::set<std::string>;

Money Eur(std::int64_t cents) { return {cents, kEur}; }

Tax TaxOf(std::string category, std::optional<int> percent) {
  return {.category = std::move(category),
          .rate = percent ? std::optional(Decimal(*percent)) : std::nullopt};
}

AllowanceCharge AllowanceOf(bool is_charge, Money amount, Tax tax) {
  AllowanceCharge one;
  one.is_charge = is_charge;
  one.amount = amount;
  one.reason = "x";
  one.tax = std::move(tax);
  return one;
}

Address InGermany() {
  Address address;
  address.country = "DE";
  return address;
}

Line LineOf(Money amount, Tax tax) {
  Line line;
  line.id = "1";
  line.name = "Oar";
  line.quantity = {.value = Decimal(1), .unit = "C62"};
  line.price = {.net = Decimal(1), .discount = {}, .gross = {}, .base_quantity = {}};
  line.net_amount = amount;
  line.tax = std::move(tax);
  return line;
}

// An invoice whose totals follow from its lines and its breakdown.
Invoice InvoiceOf(std::vector<Line> lines, std::vector<TaxBreakdown> breakdown) {
  Invoice invoice;
  invoice.number = "R-1";
  invoice.type_code = "380";
  invoice.currency = kEur;
  invoice.specification = "urn:cen.eu:en16931:2017";
  invoice.seller.name = "Seller";
  invoice.seller.vat_id = "DE1";
  invoice.seller.address = InGermany();
  invoice.buyer.name = "Buyer";
  invoice.buyer.address = InGermany();
  invoice.terms = ReadPaymentTerms("soon", kEur);
  Money sum = Eur(0);
  Money tax = Eur(0);
  for (const Line& line : lines) sum = sum + line.net_amount;
  for (const TaxBreakdown& one : breakdown) tax = tax + one.tax_amount;
  invoice.totals.lines = sum;
  invoice.totals.without_tax = sum;
  invoice.totals.tax = tax;
  invoice.totals.with_tax = sum + tax;
  invoice.totals.due = sum + tax;
  invoice.lines = std::move(lines);
  invoice.tax_breakdown = std::move(breakdown);
  return invoice;
}

TaxBreakdown BreakdownOf(Money taxable, Money tax_amount, Tax tax, std::string reason = {}) {
  return {.taxable = taxable,
          .tax_amount = tax_amount,
          .tax = std::move(tax),
          .exemption_reason = std::move(reason),
          .exemption_reason_code = {}};
}

Rules Broken(const Invoice& invoice) {
  Rules rules;
  for (const BrokenRule& one : Check(invoice)) rules.insert(one.rule);
  return rules;
}

// A line of 100.00 in the category, and its breakdown.
Rules BrokenOf(const Tax& tax, Money taxable, Money tax_amount, std::string reason = {}) {
  return Broken(InvoiceOf({LineOf(Eur(100'00), tax)},
                          {BreakdownOf(taxable, tax_amount, tax, std::move(reason))}));
}

TEST(CheckTaxTest, ATaxedCategoryMayBeOffByLessThanOneUnit) {
  for (const auto& [code, rules] :
       std::map<std::string, std::string>{{"S", "BR-S"}, {"L", "BR-AF"}, {"M", "BR-AG"}}) {
    const Tax tax = TaxOf(code, 19);
    EXPECT_EQ(BrokenOf(tax, Eur(100'00), Eur(19'00)), Rules{}) << code;
    EXPECT_EQ(BrokenOf(tax, Eur(100'00), Eur(19'99)), Rules{}) << code;
    EXPECT_EQ(BrokenOf(tax, Eur(100'00), Eur(18'01)), Rules{}) << code;
    EXPECT_EQ(BrokenOf(tax, Eur(100'00), Eur(20'00)), (Rules{"BR-CO-17", rules + "-09"})) << code;
    EXPECT_EQ(BrokenOf(tax, Eur(100'00), Eur(18'00)), (Rules{"BR-CO-17", rules + "-09"})) << code;
    EXPECT_EQ(BrokenOf(tax, Eur(100'99), Eur(19'19)), Rules{}) << code;
    EXPECT_EQ(BrokenOf(tax, Eur(101'00), Eur(19'19)), Rules{rules + "-08"}) << code;
    EXPECT_EQ(BrokenOf(tax, Eur(99'00), Eur(18'81)), Rules{rules + "-08"}) << code;
    EXPECT_EQ(BrokenOf(tax, Eur(100'00), Eur(19'00), "none"), Rules{rules + "-10"}) << code;
  }
}

TEST(CheckTaxTest, AnUntaxedCategoryIsExact) {
  for (const auto& [code, rules] : std::map<std::string, std::string>{{"Z", "BR-Z"},
                                                                      {"E", "BR-E"},
                                                                      {"AE", "BR-AE"},
                                                                      {"K", "BR-IC"},
                                                                      {"G", "BR-G"},
                                                                      {"O", "BR-O"}}) {
    const Tax tax = code == "O" ? TaxOf(code, {}) : TaxOf(code, 0);
    const std::string reason = code == "Z" ? "" : "why";
    EXPECT_EQ(BrokenOf(tax, Eur(100'00), Eur(0), reason), Rules{}) << code;
    EXPECT_EQ(BrokenOf(tax, Eur(100'01), Eur(0), reason), Rules{rules + "-08"}) << code;
    EXPECT_EQ(BrokenOf(tax, Eur(100'00), Eur(1), reason), Rules{rules + "-09"}) << code;
    EXPECT_EQ(BrokenOf(tax, Eur(100'00), Eur(0), code == "Z" ? "why" : ""), Rules{rules + "-10"})
        << code;
  }
}

TEST(CheckTaxTest, TheRateFitsTheCategory) {
  EXPECT_EQ(BrokenOf(TaxOf("S", 0), Eur(100'00), Eur(0)), Rules{"BR-S-05"});
  EXPECT_EQ(BrokenOf(TaxOf("S", {}), Eur(100'00), Eur(0)), (Rules{"BR-S-05", "BR-48"}));
  EXPECT_EQ(BrokenOf(TaxOf("Z", 7), Eur(100'00), Eur(0)), (Rules{"BR-Z-05", "BR-CO-17"}));
  EXPECT_EQ(BrokenOf(TaxOf("Z", {}), Eur(100'00), Eur(0)), (Rules{"BR-Z-05", "BR-48"}));
  EXPECT_EQ(BrokenOf(TaxOf("L", 0), Eur(100'00), Eur(0)), Rules{});
  EXPECT_EQ(BrokenOf(TaxOf("L", -1), Eur(100'00), Eur(-1'00)),
            (Rules{"BR-AF-05", "BR-CO-17", "BR-AF-09"}));
  EXPECT_EQ(BrokenOf(TaxOf("O", 0), Eur(100'00), Eur(0), "why"), Rules{"BR-O-05"});
}

TEST(CheckTaxTest, AllowancesLowerAndChargesRaiseWhatIsTaxed) {
  const Tax tax = TaxOf("S", 19);
  Invoice invoice =
      InvoiceOf({LineOf(Eur(100'00), tax)}, {BreakdownOf(Eur(120'00), Eur(22'80), tax)});
  invoice.allowances_and_charges = {AllowanceOf(false, Eur(10'00), tax),
                                    AllowanceOf(true, Eur(30'00), tax)};
  invoice.totals.allowances = Eur(10'00);
  invoice.totals.charges = Eur(30'00);
  invoice.totals.without_tax = Eur(120'00);
  invoice.totals.with_tax = Eur(142'80);
  invoice.totals.due = Eur(142'80);
  EXPECT_EQ(Broken(invoice), Rules{});

  invoice.allowances_and_charges[0].tax = TaxOf("S", 0);
  invoice.allowances_and_charges[1].tax = TaxOf("S", -1);
  EXPECT_EQ(Broken(invoice), (Rules{"BR-S-06", "BR-S-07", "BR-S-08"}));
}

TEST(CheckTaxTest, RatesOfOneCategoryAreToldApart) {
  const Invoice invoice =
      InvoiceOf({LineOf(Eur(100'00), TaxOf("S", 19)), LineOf(Eur(50'00), TaxOf("S", 7))},
                {BreakdownOf(Eur(100'00), Eur(19'00), TaxOf("S", 19)),
                 BreakdownOf(Eur(50'00), Eur(3'50), TaxOf("S", 7))});
  EXPECT_EQ(Broken(invoice), Rules{});
  Invoice moved = invoice;
  moved.lines[1].tax = TaxOf("S", 19);
  EXPECT_EQ(Broken(moved), Rules{"BR-S-08"});
}

TEST(CheckTaxTest, WhatIsUsedIsInTheBreakdown) {
  const Tax tax = TaxOf("S", 19);
  EXPECT_EQ(Broken(InvoiceOf({LineOf(Eur(0), tax)}, {})), (Rules{"BR-CO-18", "BR-S-01"}));
  const Tax exempt = TaxOf("E", 0);
  EXPECT_EQ(Broken(InvoiceOf({LineOf(Eur(0), exempt)}, {BreakdownOf(Eur(0), Eur(0), exempt, "a"),
                                                        BreakdownOf(Eur(0), Eur(0), exempt, "b")})),
            Rules{"BR-E-01"});
}

TEST(CheckTaxTest, UnknownCategoriesAreNamed) {
  EXPECT_EQ(BrokenOf(TaxOf("X", 0), Eur(100'00), Eur(0)), (Rules{"BR-CL-17", "BR-CL-18"}));
  EXPECT_EQ(BrokenOf(TaxOf("B", 22), Eur(100'00), Eur(22'00)), Rules{});
}

TEST(CheckTaxTest, SignsAreNoMatterOfTheTaxRule) {
  const Tax tax = TaxOf("S", 19);
  EXPECT_EQ(
      Broken(InvoiceOf({LineOf(Eur(-100'00), tax)}, {BreakdownOf(Eur(-100'00), Eur(-19'00), tax)})),
      Rules{});
}

TEST(CheckTaxTest, ARateThatCannotBeReckonedWithIsBroken) {
  const Tax tax{.category = "S", .rate = Decimal::Parse(std::string(36, '9'))};
  EXPECT_EQ(BrokenOf(tax, Eur(100'00), Eur(0)), (Rules{"BR-CO-17", "BR-S-09"}));
}

// Lines of some rates, with a breakdown and totals that follow from them.
Invoice AnyInvoice() {
  const auto amounts = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 4), rc::gen::inRange(-1'000'000'00, 1'000'000'00))));
  const int rates[] = {5, 7, 19, 23};
  std::vector<Line> lines;
  std::map<int, Money> taxable;
  for (const auto& [rate, cents] : amounts) {
    lines.push_back(LineOf(Eur(cents), TaxOf("S", rates[rate])));
    taxable.try_emplace(rates[rate], Eur(0)).first->second.minor_units += cents;
  }
  std::vector<TaxBreakdown> breakdown;
  for (const auto& [rate, amount] : taxable) {
    const auto tax = RoundedQuotient(*Product(Decimal(amount), Decimal(rate)), Decimal(100), kEur);
    breakdown.push_back(BreakdownOf(amount, *tax, TaxOf("S", rate)));
  }
  return InvoiceOf(std::move(lines), std::move(breakdown));
}

RC_GTEST_PROP(CheckPropertyTest, WhatFollowsFromItsLinesBreaksNoRule, ()) {
  RC_ASSERT(Broken(AnyInvoice()) == Rules{});
}

RC_GTEST_PROP(CheckPropertyTest, NoTotalCanBeMovedByACent, ()) {
  Invoice invoice = AnyInvoice();
  Money* const totals[] = {&invoice.totals.lines, &invoice.totals.without_tax, &*invoice.totals.tax,
                           &invoice.totals.with_tax, &invoice.totals.due};
  totals[*rc::gen::inRange(0, 5)]->minor_units += *rc::gen::nonZero<std::int32_t>();
  RC_ASSERT(!Broken(invoice).empty());
}

}  // namespace
}  // namespace recourse::einvoice
