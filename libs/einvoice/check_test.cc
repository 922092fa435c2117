#include "libs/einvoice/check.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "libs/einvoice/read.h"
#include "libs/einvoice/testing/fixture.h"

namespace recourse::einvoice {
namespace {

const Currency kEur = *Currency::Parse("EUR");

Money Eur(std::int64_t cents) { return {cents, kEur}; }
Decimal D(std::string_view text) { return *Decimal::Parse(text); }

AllowanceCharge Of(bool is_charge, std::string reason) {
  AllowanceCharge one;
  one.is_charge = is_charge;
  one.amount = Eur(0);
  one.reason = std::move(reason);
  return one;
}

PaymentMeans Means(std::string code) {
  PaymentMeans means;
  means.code = std::move(code);
  return means;
}

using Change = std::function<void(Invoice&)>;
using Rules = std::multiset<std::string>;

// The credit note breaks no rule: one line of 100.00, an allowance of 5.00, 23 % VAT.
Invoice Changed(const Change& change) {
  const auto invoice = Read(Fixture("credit_note_381_ubl.xml"));
  CHECK(invoice);
  Invoice changed = *invoice;
  change(changed);
  return changed;
}

Rules Broken(const Change& change) {
  Rules rules;
  for (const BrokenRule& one : Check(Changed(change))) rules.insert(one.rule);
  return rules;
}

struct Row {
  Rules rules;
  Change change;
};

void ExpectEach(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    EXPECT_EQ(Broken(row.change), row.rules) << testing::PrintToString(row.rules);
  }
}

TEST(CheckTest, AGoodDocumentBreaksNoRule) {
  EXPECT_EQ(Broken([](Invoice&) {}), Rules{});
}

TEST(CheckTest, WhatMustBeThereIsMissed) {
  ExpectEach({
      {{"BR-01"}, [](Invoice& i) { i.specification = ""; }},
      {{"BR-02"}, [](Invoice& i) { i.number = ""; }},
      {{"BR-04"}, [](Invoice& i) { i.type_code = ""; }},
      {{"BR-06"}, [](Invoice& i) { i.seller.name = ""; }},
      {{"BR-07"}, [](Invoice& i) { i.buyer.name = ""; }},
      {{"BR-08"}, [](Invoice& i) { i.seller.address.reset(); }},
      {{"BR-09"}, [](Invoice& i) { i.seller.address->country = ""; }},
      {{"BR-10"}, [](Invoice& i) { i.buyer.address.reset(); }},
      {{"BR-11"}, [](Invoice& i) { i.buyer.address->country = ""; }},
      {{"BR-16", "BR-CO-10", "BR-S-08"}, [](Invoice& i) { i.lines.clear(); }},
      {{"BR-17"}, [](Invoice& i) { i.payee = Party{}; }},
      {{"BR-18", "BR-19", "BR-56"}, [](Invoice& i) { i.tax_representative = Party{}; }},
      {{"BR-18", "BR-20", "BR-56"},
       [](Invoice& i) {
         i.tax_representative = Party{};
         i.tax_representative->address = Address{};
       }},
      {{"BR-32"}, [](Invoice& i) { i.allowances_and_charges.push_back(Of(false, "x")); }},
      {{"BR-49"}, [](Invoice& i) { i.payment_means.push_back({}); }},
      {{"BR-50"},
       [](Invoice& i) {
         i.payment_means.push_back(Means("1"));
         i.payment_means[0].account = PaymentMeans::Account{};
       }},
      {{"BR-61"}, [](Invoice& i) { i.payment_means.push_back(Means("58")); }},
      {{"BR-52"}, [](Invoice& i) { i.attachments[0].id = ""; }},
      {{"BR-53"}, [](Invoice& i) { i.tax_currency = *Currency::Parse("GBP"); }},
      {{"BR-57"},
       [](Invoice& i) {
         i.delivery = Delivery{};
         i.delivery->address = Address{};
       }},
      {{"BR-62"}, [](Invoice& i) { i.seller.electronic_address = {.value = "x", .scheme = ""}; }},
      {{"BR-63"}, [](Invoice& i) { i.buyer.electronic_address = {.value = "x", .scheme = ""}; }},
      {{"BR-CO-25"}, [](Invoice& i) { i.terms.reset(); }},
      {{"BR-CO-26"}, [](Invoice& i) { i.seller.vat_id = ""; }},
      {{"BR-CL-01"}, [](Invoice& i) { i.type_code = "999"; }},
  });
}

TEST(CheckTest, TheReasonOfAnAllowanceOrChargeIsMissed) {
  ExpectEach({
      {{"BR-33"}, [](Invoice& i) { i.allowances_and_charges[0].reason = ""; }},
      {{"BR-37", "BR-38"},
       [](Invoice& i) {
         i.totals.charges = Eur(0);
         i.allowances_and_charges.push_back(Of(true, ""));
       }},
      {{"BR-42"}, [](Invoice& i) { i.lines[0].allowances_and_charges.push_back(Of(false, "")); }},
      {{"BR-44"}, [](Invoice& i) { i.lines[0].allowances_and_charges.push_back(Of(true, "")); }},
  });
}

TEST(CheckTest, WhatALineMustHaveIsMissed) {
  ExpectEach({
      {{"BR-21"}, [](Invoice& i) { i.lines[0].id = ""; }},
      {{"BR-22"}, [](Invoice& i) { i.lines[0].quantity.reset(); }},
      {{"BR-23"}, [](Invoice& i) { i.lines[0].quantity->unit = ""; }},
      {{"BR-25"}, [](Invoice& i) { i.lines[0].name = ""; }},
      {{"BR-26"}, [](Invoice& i) { i.lines[0].price.reset(); }},
      {{"BR-27"}, [](Invoice& i) { i.lines[0].price->net = D("-0.01"); }},
      {{"BR-28"}, [](Invoice& i) { i.lines[0].price->gross = D("-0.01"); }},
      {{"BR-54"}, [](Invoice& i) { i.lines[0].attributes.emplace_back("colour", ""); }},
      {{"BR-64"}, [](Invoice& i) { i.lines[0].standard_item_id = {.value = "x", .scheme = ""}; }},
      {{"BR-65"}, [](Invoice& i) { i.lines[0].classifications.push_back({}); }},
      {{"BR-CO-04", "BR-S-08"}, [](Invoice& i) { i.lines[0].tax.reset(); }},
  });
}

TEST(CheckTest, DaysAreInOrder) {
  const auto period = [](Date start, Date end) { return Period{.start = start, .end = end}; };
  const Date first = date::sys_days(date::year(2026) / 1 / 1);
  const Date second = first + Days(1);
  ExpectEach({
      {{}, [&](Invoice& i) { i.period = period(first, first); }},
      {{"BR-29"}, [&](Invoice& i) { i.period = period(second, first); }},
      {{"BR-30"}, [&](Invoice& i) { i.lines[0].period = period(second, first); }},
      {{"BR-CO-19"}, [](Invoice& i) { i.period = Period{}; }},
      {{"BR-CO-20"}, [](Invoice& i) { i.lines[0].period = Period{}; }},
      {{"BR-CO-03"},
       [&](Invoice& i) {
         i.tax_point = first;
         i.tax_point_code = "3";
       }},
  });
}

TEST(CheckTest, SumsAreExactToTheCent) {
  ExpectEach({
      {{"BR-CO-10", "BR-CO-13"}, [](Invoice& i) { i.totals.lines = Eur(100'01); }},
      {{"BR-CO-10"}, [](Invoice& i) { i.lines[0].net_amount = Eur(100'01); }},
      {{"BR-CO-11", "BR-CO-13"}, [](Invoice& i) { i.totals.allowances = Eur(5'01); }},
      {{"BR-CO-11", "BR-CO-13"}, [](Invoice& i) { i.totals.allowances.reset(); }},
      {{"BR-CO-12", "BR-CO-13"}, [](Invoice& i) { i.totals.charges = Eur(1); }},
      {{"BR-CO-13", "BR-CO-15"}, [](Invoice& i) { i.totals.without_tax = Eur(94'99); }},
      {{"BR-CO-14", "BR-CO-15"}, [](Invoice& i) { i.totals.tax = Eur(21'86); }},
      {{"BR-CO-14", "BR-CO-15"}, [](Invoice& i) { i.totals.tax.reset(); }},
      {{"BR-CO-15", "BR-CO-16"}, [](Invoice& i) { i.totals.with_tax = Eur(116'84); }},
      {{"BR-CO-16"}, [](Invoice& i) { i.totals.prepaid = Eur(1); }},
      {{"BR-CO-16"}, [](Invoice& i) { i.totals.rounding = Eur(1); }},
      {{"BR-CO-16"}, [](Invoice& i) { i.totals.due = Eur(-116'85); }},
      {{},
       [](Invoice& i) {
         i.totals.prepaid = Eur(100'00);
         i.totals.rounding = Eur(15);
         i.totals.due = Eur(17'00);
       }},
  });
}

TEST(CheckTest, ABrokenSumNamesTermsAndBothValues) {
  const auto broken = Check(Changed([](Invoice& i) { i.totals.due = Eur(116'84); }));
  ASSERT_EQ(broken.size(), 1u);
  EXPECT_EQ(broken[0], (BrokenRule{.rule = "BR-CO-16",
                                   .terms = "BT-115 = BT-112 - BT-113 + BT-114",
                                   .place = "",
                                   .stated = "116.84 EUR",
                                   .expected = "116.85 EUR",
                                   .severity = BrokenRule::Severity::kFatal}));
}

// More than 64 bits hold, but no more than a document can state.
TEST(CheckTest, SumsOfVeryManyVeryLargeAmountsAreSums) {
  const auto broken = Check(Changed([](Invoice& i) {
    i.lines[0].net_amount = Eur(kMoneyMax);
    i.lines.resize(20'000, i.lines[0]);
  }));
  ASSERT_FALSE(broken.empty());
  EXPECT_EQ(broken[0].rule, "BR-CO-10");
  EXPECT_EQ(broken[0].expected, "200000000000000000");
}

TEST(CheckTest, XRechnungHasRulesOfItsOwn) {
  const auto claiming = [](std::string_view more, const Change& change) {
    return [more, change](Invoice& i) {
      i.specification = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0";
      i.specification += more;
      change(i);
    };
  };
  constexpr std::string_view kExtension =
      "#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0";
  const ThirdPartyPayment payment{.type = "fare", .amount = Eur(10'00), .description = "bus"};
  ExpectEach({
      {{"BR-DE-17"}, claiming("", [](Invoice& i) { i.type_code = "396"; })},
      {{}, [](Invoice& i) { i.type_code = "396"; }},
      {{"BR-DE-18"},
       claiming("", [](Invoice& i) { i.terms = ReadPaymentTerms("#SKONTO#\n", kEur); })},
      {{"BR-DE-26"},
       claiming("",
                [](Invoice& i) {
                  i.type_code = "384";
                  i.preceding_invoices.clear();
                })},
      {{"BR-CO-16"},
       claiming("",
                [&](Invoice& i) {
                  i.third_party_payments = {payment};
                  i.totals.due = Eur(126'85);
                })},
      {{},
       claiming(kExtension,
                [&](Invoice& i) {
                  i.third_party_payments = {payment};
                  i.totals.due = Eur(126'85);
                })},
      {{"BR-DEX-09"},
       claiming(kExtension, [&](Invoice& i) { i.third_party_payments = {payment}; })},
      {{"BR-DEX-10", "BR-DEX-12"},
       claiming(kExtension,
                [](Invoice& i) {
                  i.third_party_payments = {{"", Eur(0), ""}};
                })},
      {{"BR-DEX-02"},
       claiming(kExtension,
                [](Invoice& i) {
                  i.lines[0].sub_lines = {i.lines[0], i.lines[0]};
                })},
      {{"BR-DEX-03"},
       claiming(kExtension,
                [](Invoice& i) {
                  i.lines[0].sub_lines = {i.lines[0]};
                  i.lines[0].sub_lines[0].tax.reset();
                })},
      {{}, claiming(kExtension, [](Invoice& i) { i.lines[0].sub_lines = {i.lines[0]}; })},
  });
}

TEST(CheckTest, WarningsAreToldFromWhatIsFatal) {
  const auto broken = Check(Changed([](Invoice& i) {
    i.specification = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0";
    i.type_code = "396";
    i.number = "";
  }));
  ASSERT_EQ(broken.size(), 2u);
  EXPECT_EQ(broken[0].severity, BrokenRule::Severity::kFatal);
  EXPECT_EQ(broken[1].severity, BrokenRule::Severity::kWarning);
}

}  // namespace
}  // namespace recourse::einvoice
