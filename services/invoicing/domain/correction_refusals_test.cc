#include "services/invoicing/domain/ledger_corrections_kit.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

const auto kSold = Open({Sold()});
const auto kPlain = Open({Issued("i1", Eur(100'00))});

TEST(CorrectionRefusalsTest, OfReplacements) {
  const Failure::Values named{{"preceding_number", "N-i1"}};
  Given({}).When(Asked(Corrected({"N-i1"}))).ThenRefused(kUnknownPreceding, named);
  Given({Requested("i1", Eur(1))})
      .When(Asked(Corrected({"N-i1"})))
      .ThenRefused(kInvoiceNotIssued, {{"invoice_id", "i1"}});
  Given(kPlain)
      .When(Asked(Corrected({"N-i1"}, Usd(90'00))))
      .ThenRefused(kCurrencyDiffers, {{"amount", "90.00 USD"}, {"currency", "EUR"}});
  const auto not_replaceable = [&](const std::vector<LedgerEvent>& history, const char* why,
                                   const std::string& value) {
    Given(history)
        .When(Asked(Corrected({"N-i1"})))
        .ThenRefused(kNotReplaceable, {{"preceding_number", "N-i1"}, {why, value}});
  };
  not_replaceable(After(kPlain, CancelInvoice{"i1", "c1", Day(20), "wrong", {}}), "replaced_by",
                  "");
  not_replaceable(Open({Issued("i1", Eur(-1))}), "amount", "-0.01 EUR");
  auto set_off = Open({Issued("i1", Eur(100'00)), Issued("i9", Eur(-30'00))});
  not_replaceable(After(set_off, SetOffInvoice{"s1", "i9", Day(40), {}}), "set_off", "30.00 EUR");
  InterestTerms terms;
  terms.rate = calendar::Rate{360'000};
  auto interest = After(kPlain, AssessInterest{"h1",
                                               "i1",
                                               ChargeKind::kLateInterest,
                                               {"law", {}, ""},
                                               terms,
                                               std::nullopt,
                                               Day(32),
                                               Day(60)});
  interest =
      After(interest, RecordPayment{"p1", Eur(1), Day(61), {{"h1", Eur(1), ItemKind::kCharge}}});
  not_replaceable(interest, "paid_interest", "h1");
}

// The invoice that it replaces was issued before this ledger began.
TEST(CorrectionRefusalsTest, AnImportedOneMayNameAnUnknownPredecessor) {
  InvoiceIssued issued = Corrected({"N-i1", "N-i0"});
  issued.content.imported = true;
  const auto history = After(After(kPlain, Asked(issued)), ConfirmInvoice{"i2"});
  const Ledger ledger = Replay<LedgerDecider>(history);
  EXPECT_EQ(ledger.Find("i1")->cancelled->replaced_by, "i2");
  EXPECT_EQ(ledger.Find("i2")->open, Eur(90'00));
}

TEST(CorrectionRefusalsTest, OfCancellations) {
  const CancelInvoice cancel{"i1", "c1", Day(20), "wrong", {}};
  const auto not_cancellable = [&](const std::vector<LedgerEvent>& history, const char* part,
                                   const std::string& value) {
    Given(history).When(cancel).ThenRefused(kNotCancellable, {{part, value}});
  };
  not_cancellable(Open({Issued("i1", Eur(-1))}), "amount", "-0.01 EUR");
  not_cancellable(After(kPlain, RecordPayment{"p1", Eur(5), Day(5), {}}), "paid", "0.05 EUR");
  const auto in_favour = Open({Issued("i1", Eur(100'00)), Issued("i9", Eur(-30'00))});
  not_cancellable(After(in_favour, SetOffInvoice{"s1", "i9", Day(40), {}}), "set_off", "30.00 EUR");
  InvoiceIssued early = Issued("i1", Eur(100'00));
  early.content.terms.discounts = {{Day(15), 20'000, Eur(2'00)}};
  auto discounted = After(Open({early}), RecordPayment{"p1", Eur(98'00), Day(5), {}});
  not_cancellable(discounted, "paid", "98.00 EUR");
  not_cancellable(After(kPlain, WriteOffInvoice{"w1", "i1", Eur(5), Day(5), "gone"}), "written_off",
                  "0.05 EUR");
  not_cancellable(After(kPlain, MarkDisputed{"d1", "i1", Eur(5), Day(5)}), "claimed", "0.05 EUR");
  CancelInvoice other = cancel;
  other.reason = "twice";
  Given(After(kPlain, cancel))
      .When(other)
      .ThenRefused(kCancelledOtherwise, {{"effective_date", "2012-01-20"}, {"replaced_by", ""}});
  auto reused = After(kPlain, IssueCreditNote{"c1", "i1", Eur(1'00), Day(5), "", ""});
  Given(reused).When(cancel).ThenRefused(kCreditNoteIdReused,
                                         {{"invoice_id", "i1"}, {"amount", "1.00 EUR"}});
}

TEST(CorrectionRefusalsTest, OfCreditNotesByAmountAndTax) {
  Given(kSold)
      .When(ByBasis(CreditBasis::kAmount, Eur(10'00)))
      .ThenRefused(kTaxUnsaid, {{"amount", "10.00 EUR"},
                                {"categories", "2"},
                                {"basis", "CREDIT_BASIS_PRO_RATA or CREDIT_BASIS_TAXES"}});
  Given(kPlain)
      .When(ByBasis(CreditBasis::kTaxes, {}, {Taxed("19", 1'00, 19)}))
      .ThenRefused(kTaxUnknown, {{"invoice_id", "i1"}});
  Given(kSold)
      .When(ByBasis(CreditBasis::kTaxes, {}, {Taxed("20", 1'00, 20)}))
      .ThenRefused(kTaxUnknown, {{"taxes[0].category", "S 20"}});
  Given(kSold)
      .When(ByBasis(CreditBasis::kTaxes, {}, {Taxed("7", 1'00, 7), Taxed("7.0", 1'00, 7)}))
      .ThenRefused(kTaxMalformed, {{"taxes[1].category", "S is said twice"}});
  Given(kSold)
      .When(ByBasis(CreditBasis::kTaxes, {}, {Taxed("7", 1'00, 9)}))
      .ThenRefused(kTaxMalformed, {{"taxes[0].taxable_amount", "1.00 EUR"},
                                   {"taxes[0].tax_amount", "0.09 EUR"},
                                   {"computed", "7 minor units"}});
  Given(kSold)
      .When(ByBasis(CreditBasis::kTaxes, {}, {Taxed("7", 20'01, 1'40)}))
      .ThenRefused(kMoreThanTaxLeft, {{"taxes[0].taxable_amount", "20.01 EUR"},
                                      {"taxable_left", "20.00 EUR"},
                                      {"taxes[0].tax_amount", "1.40 EUR"},
                                      {"tax_left", "1.40 EUR"}});
  Given(kSold)
      .When(ByBasis(CreditBasis::kWhole, Eur(140'41)))
      .ThenRefused(kCreditMakesOtherwise, {{"amount", "140.41 EUR"}, {"made", "140.40 EUR"}});
}

TEST(CorrectionRefusalsTest, OfCreditNotesByLine) {
  Given(kPlain).When(ByLines({{1, "1"}})).ThenRefused(kTaxUnknown, {{"invoice_id", "i1"}});
  Given(kSold)
      .When(ByLines({{1, "", Usd(1)}}))
      .ThenRefused(kCurrencyDiffers, {{"lines[0].amount", "0.01 USD"}, {"currency", "EUR"}});
  Given(kSold)
      .When(ByLines({{1, "", Eur(0)}}))
      .ThenRefused(kAmountNotPositive, {{"lines[0].amount", "0.00 EUR"}});
  for (const int line : {0, 5}) {
    Given(kSold)
        .When(ByLines({{2, "1"}, {line, "1"}}))
        .ThenRefused(kUnknownLine, {{"lines[1].line", std::to_string(line)}});
  }
  // A part of another, and one in the customer's favour.
  for (const int line : {3, 4}) {
    Given(kSold)
        .When(ByLines({{line, "1"}}))
        .ThenRefused(kLineNotCreditable, {{"lines[0].line", std::to_string(line)}});
  }
  Given(kSold)
      .When(ByLines({{1, "-1"}}))
      .ThenRefused(kLineNotCreditable,
                   {{"lines[0].quantity", "-1"}, {"quantity", "3"}, {"credited", "0"}});
  Given(kSold)
      .When(ByLines({{1, "1", {}, {"S", "7"}}}))
      .ThenRefused(kTaxUnknown, {{"lines[0].tax", "S 7"}});
  Given(kSold)
      .When(ByLines({{1, "2"}, {1, "1.1"}}))
      .ThenRefused(kMoreThanLineLeft,
                   {{"lines[1].quantity", "1.1"}, {"quantity", "3"}, {"credited", "2"}});
  Given(kSold)
      .When(ByLines({{2, "", Eur(20'01)}}))
      .ThenRefused(kMoreThanLineLeft, {{"lines[0].amount", "20.01 EUR"}, {"left", "20.00 EUR"}});
  auto taxed = ByBasis(CreditBasis::kTaxes, {}, {Taxed("7", 15'00, 1'05)});
  taxed.credit_note_id = "c9";
  Given(After(kSold, taxed))
      .When(ByLines({{2, "1"}}))
      .ThenRefused(kMoreThanTaxLeft,
                   {{"category", "S 7"}, {"taxable", "20.00 EUR"}, {"taxable_left", "5.00 EUR"}});
}

}  // namespace
}  // namespace recourse::invoicing
