#include <functional>

#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;
using Change = std::function<void(InvoiceContent&)>;

RequestInvoice Changed(const Change& change) {
  RequestInvoice request{"accounts/a1", "i1", Content("i1", Eur(119'00))};
  change(request.content);
  return request;
}
auto Asked(const Change& change) { return Given({}).When(Changed(change)); }

InvoiceLine Line(Money amount, TaxCategory tax = {}) {
  InvoiceLine line{"Work", "1", "1", amount};
  line.details.tax = std::move(tax);
  return line;
}
TaxSubtotal Taxed(std::int64_t taxable, std::int64_t tax) {
  return {{"S", "19"}, Eur(taxable), Eur(tax), "", ""};
}

// What may be said, as long as it comes to the amount.
void ExpectTaken(const Change& change) {
  const RequestInvoice request = Changed(change);
  const auto decision = LedgerDecider::Decide(request, Ledger{}, kEndOf2012);
  ASSERT_TRUE(decision) << decision.error().values[0].first << " "
                        << decision.error().values[0].second;
}

TEST(ContradictionsTest, WhoSaysLittleContradictsNothing) {
  ExpectTaken([](auto&) {});
  ExpectTaken([](auto& content) { content.lines = {Line(Eur(100'00)), Line(Eur(19'00))}; });
  ExpectTaken([](auto& content) { content.details.totals.tax = Eur(19'00); });
  ExpectTaken([](auto& content) { content.details.totals.allowances = Eur(5'00); });
  ExpectTaken([](auto& content) {
    content.details.type_code = "381";
    content.amount = Eur(0);
  });
}

TEST(ContradictionsTest, TheSumsOfEn16931AreTaken) {
  ExpectTaken([](auto& content) { content.lines = {Line(Eur(100'00), {"S", "19"})}; });
  ExpectTaken([](auto& content) { content.details.tax_breakdown = {Taxed(100'00, 19'00)}; });
  ExpectTaken([](auto& content) {
    content.details.totals.tax = Eur(19'00);
    content.lines = {Line(Eur(100'00))};
  });
  ExpectTaken([](auto& content) {
    content.lines = {Line(Eur(110'00)), Line(Eur(-5'00))};
    content.details.allowances_and_charges = {{false, Eur(10'00), "", "", {}},
                                              {true, Eur(5'00), "", "", {}}};
    content.details.tax_breakdown = {Taxed(100'00, 19'00)};
    DocumentTotals& totals = content.details.totals;
    totals = {Eur(105'00), Eur(10'00), Eur(5'00), Eur(100'00), Eur(19'00),
              Eur(119'00), Eur(20'00), Eur(2),    Eur(3'00)};
    content.amount = Eur(102'02);
  });
  ExpectTaken([](auto& content) {  // A credit note says what it credits.
    content.details.type_code = "381";
    content.amount = Eur(-119'00);
    content.lines = {Line(Eur(100'00), {"S", "19"})};
    content.details.totals.with_tax = Eur(119'00);
  });
}

TEST(ContradictionsTest, PartsOfALineAreInIt) {
  ExpectTaken([](auto& content) {
    content.lines = {Line(Eur(119'00)), Line(Eur(40'00))};
    content.lines[1].details.part_of = "1";
  });
}

TEST(ContradictionsTest, AComputedTaxMayBeRoundedOtherwise) {
  const auto of = [](std::int64_t due) {
    return [due](InvoiceContent& content) {
      content.amount = Eur(due);
      content.lines = {Line(Eur(100'00), {"S", "19"}), Line(Eur(10'00), {"S", "7"})};
    };
  };
  ExpectTaken(of(129'70));
  ExpectTaken(of(131'69));
  ExpectTaken(of(127'71));
  Asked(of(131'70))
      .ThenRefused(kSumsDiffer, {{"amount", "131.70 EUR"},
                                 {"computed", "129.70 EUR"},
                                 {"rule",
                                  "BR-CO-16: BT-115 = BT-112 - BT-113 + "
                                  "BT-114"}});
  Asked(of(127'70)).ThenRefused(kSumsDiffer);
  // One of no known rate: it may be anything.
  ExpectTaken([](auto& content) { content.lines = {Line(Eur(90'00), {"S", ""})}; });
  Asked([](auto& content) {
    content.lines = {Line(Eur(90'00), {"Z", ""})};
  }).ThenRefused(kSumsDiffer);
}

TEST(ContradictionsTest, OfCodes) {
  Asked([](auto& content) {
    content.details.type_code = "999";
  }).ThenRefused(kCodeUnknown, {{"type_code", "999"}, {"list", "UNTDID 1001"}});
  Asked([](auto& content) {
    content.lines = {Line(Eur(119'00)), Line(Eur(0), {"QQ", "0"})};
  }).ThenRefused(kCodeUnknown, {{"lines[1].tax.category", "QQ"}, {"list", "UNCL5305"}});
  Asked([](auto& content) {
    content.details.tax_breakdown = {{{"QQ", "19"}, Eur(100'00), Eur(19'00), "", ""}};
  }).ThenRefused(kCodeUnknown, {{"tax_breakdown[0].category", "QQ"}, {"list", "UNCL5305"}});
  Asked([](auto& content) {
    content.details.allowances_and_charges = {{true, Eur(0), "", "", {"QQ", ""}}};
  })
      .ThenRefused(kCodeUnknown,
                   {{"allowances_and_charges[0].category", "QQ"}, {"list", "UNCL5305"}});
}

TEST(ContradictionsTest, OfCreditNotesAboveZero) {
  for (const char* code : {"381", "261", "396"}) {
    Asked([&](auto& content) {
      content.details.type_code = code;
    }).ThenRefused(kCreditNoteAboveZero, {{"type_code", code}, {"amount", "119.00 EUR"}});
  }
  Asked([](auto& content) {
    content.details.type_code = "381";
    content.amount = Eur(-119'00);
    content.details.totals.with_tax = Eur(-119'00);
  })
      .ThenRefused(kSumsDiffer, {{"-amount", "119.00 EUR"},
                                 {"computed", "-119.00 EUR"},
                                 {"rule", "BR-CO-16: BT-115 = BT-112 - BT-113 + BT-114"}});
}

// Each of the sums, where all else agrees.
TEST(ContradictionsTest, OfSums) {
  const auto expect = [](const Change& change, const std::string& field, const std::string& said,
                         const std::string& computed, const std::string& rule) {
    Asked(change).ThenRefused(kSumsDiffer, {{field, said}, {"computed", computed}, {"rule", rule}});
  };
  expect([](auto& content) { content.lines = {Line(Eur(90'00))}; }, "amount", "119.00 EUR",
         "90.00 EUR", "BR-CO-16: BT-115 = BT-112 - BT-113 + BT-114");
  expect([](auto& content) { content.details.tax_breakdown = {Taxed(100'00, 5'00)}; },
         "tax_breakdown[0].tax_amount", "5.00 EUR", "19.00 EUR",
         "BR-CO-17: BT-117 = BT-116 x BT-119 / 100");
  expect(
      [](auto& content) {
        content.lines = {Line(Eur(90'00))};
        content.details.tax_breakdown = {Taxed(100'00, 19'00)};
      },
      "tax_breakdown", "100.00 EUR", "90.00 EUR", "BR-S-08: sum of BT-116 = BT-109");
  expect([](auto& content) { content.details.tax_breakdown = {Taxed(90'00, 17'10)}; }, "amount",
         "119.00 EUR", "107.10 EUR", "BR-CO-16: BT-115 = BT-112 - BT-113 + BT-114");
  const auto of_totals = [](const std::function<void(InvoiceContent&)>& change) {
    return [change](InvoiceContent& content) {
      content.lines = {Line(Eur(100'00))};
      content.details.tax_breakdown = {Taxed(100'00, 19'00)};
      change(content);
    };
  };
  expect(of_totals([](auto& content) { content.details.totals.lines = Eur(99'99); }),
         "totals.lines", "99.99 EUR", "100.00 EUR", "BR-CO-10: BT-106 = sum of BT-131");
  expect(of_totals([](auto& content) {
           content.details.allowances_and_charges = {{false, Eur(1), "", "", {}}};
           content.details.totals.allowances = Eur(2);
         }),
         "totals.allowances", "0.02 EUR", "0.01 EUR", "BR-CO-11: BT-107 = sum of BT-92");
  expect(of_totals([](auto& content) {
           content.details.allowances_and_charges = {{true, Eur(1), "", "", {}}};
           content.details.totals.charges = Eur(2);
         }),
         "totals.charges", "0.02 EUR", "0.01 EUR", "BR-CO-12: BT-108 = sum of BT-99");
  expect(of_totals([](auto& content) { content.details.totals.without_tax = Eur(100'01); }),
         "totals.without_tax", "100.01 EUR", "100.00 EUR",
         "BR-CO-13: BT-109 = BT-106 - BT-107 + BT-108");
  expect(of_totals([](auto& content) { content.details.totals.tax = Eur(19'01); }), "totals.tax",
         "19.01 EUR", "19.00 EUR", "BR-CO-14: BT-110 = sum of BT-117");
  expect(of_totals([](auto& content) { content.details.totals.with_tax = Eur(119'01); }),
         "totals.with_tax", "119.01 EUR", "119.00 EUR", "BR-CO-15: BT-112 = BT-109 + BT-110");
  expect(of_totals([](auto& content) { content.details.totals.prepaid = Eur(1); }), "amount",
         "119.00 EUR", "118.99 EUR", "BR-CO-16: BT-115 = BT-112 - BT-113 + BT-114");
  expect(of_totals([](auto& content) { content.details.totals.third_party = Eur(1); }), "amount",
         "119.00 EUR", "119.01 EUR",
         "BR-DEX-09: BT-115 = BT-112 - BT-113 + BT-114 + sum of BT-DEX-002");
}

TEST(ContradictionsTest, ADocumentIsHeldAgainstItsOwnRules) {
  RequestInvoice request = Changed([](auto& content) { content.details.type_code = "381"; });
  request.is_document = true;
  EXPECT_TRUE(LedgerDecider::Decide(request, Ledger{}, kEndOf2012));
}

TEST(ContradictionsTest, WhatIsIssuedAlreadyIsKnownAgain) {
  const RequestInvoice request = Changed([](auto& content) { content.details.type_code = "999"; });
  Given({InvoiceRequested{"accounts/a1", "i1", request.content}}).When(request).ThenNothing();
}

TEST(YearsTest, OfDays) {
  const auto of_year = [](int year) { return Date(date::year{year} / 6 / 1); };
  Asked([&](auto& content) {
    content.issue_date = of_year(1899);
  }).ThenRefused(kDateOutOfRange, {{"issue_date", "1899-06-01"}});
  Asked([&](auto& content) {
    content.due_date = of_year(2200);
  }).ThenRefused(kDateOutOfRange, {{"due_date", "2200-06-01"}});
  ExpectTaken([&](auto& content) {
    content.issue_date = of_year(1900);
    content.due_date = of_year(2199);
  });
  Given({})
      .When(RecordPayment{"p1", Eur(1), of_year(1899), {}})
      .ThenRefused(kDateOutOfRange, {{"effective_date", "1899-06-01"}});
}

}  // namespace
}  // namespace recourse::invoicing
