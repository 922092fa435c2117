#include "services/invoicing/domain/ledger_corrections_kit.h"

namespace recourse::invoicing {
namespace {

const ConfirmInvoice kConfirm{"i2"};
const std::string kReason = "replaced by N-i2";
const Control kExempt{"", std::nullopt, 0, true};

// `history`, and the corrected invoice asked for.
std::vector<LedgerEvent> Waiting(std::vector<LedgerEvent> history, const InvoiceIssued& issued) {
  return After(std::move(history), Asked(issued));
}

TEST(LedgerReplacementsTest, WhatIsOpenIsCreditedInTheSameCommit) {
  const InvoiceIssued corrected = Corrected({"N-i1", "N-i1"});
  Given(Waiting(Open({Sold()}), corrected))
      .When(kConfirm)
      .Then({corrected, InvoiceCancelled{"i1", Day(10), kReason, "replaced-i1", "i2"},
             CreditNoteIssued{"replaced-i1",
                              "i1",
                              Eur(140'40),
                              Day(10),
                              kReason,
                              "",
                              {{"i1", Eur(0), Eur(0)}},
                              kExempt,
                              CreditBasis::kWhole,
                              {},
                              {Taxed("19", 100'00, 19'00), Taxed("7", 20'00, 1'40)}}});
}

TEST(LedgerReplacementsTest, WhatWasPaidClearsTheNewOneAsFarAsItFits) {
  auto history = Open({Issued("i1", Eur(100'00))});
  history = After(history, RecordPayment{"p1", Eur(95'00), Day(12), {}});
  const InvoiceIssued corrected = Corrected({"N-i1"});
  history = Waiting(history, corrected);
  Given(history).When(kConfirm).Then(
      {corrected, InvoiceCancelled{"i1", Day(10), kReason, "replaced-i1", "i2"},
       PaymentApplied{"replaced:i1:p1",
                      "p1",
                      Day(12),
                      {},
                      {{"i1", Eur(-95'00), Day(12)}, {"i2", Eur(90'00), Day(12)}},
                      Eur(5'00),
                      {{"i1", Eur(100'00), Eur(0)}, {"i2", Eur(0), Eur(0)}}},
       CreditNoteIssued{"replaced-i1",
                        "i1",
                        Eur(100'00),
                        Day(10),
                        kReason,
                        "",
                        {{"i1", Eur(0), Eur(0)}},
                        kExempt,
                        CreditBasis::kWhole}});
  // Reversed, the payment opens the new one only.
  const auto reversed =
      After(After(history, kConfirm), ReversePayment{"p1", ReversalCause::kBounced, Day(20), ""});
  EXPECT_EQ(std::get<PaymentReversed>(reversed.back()).reopened,
            (std::vector<PaymentAllocation>{{"i2", Eur(90'00), Day(20)}}));
}

TEST(LedgerReplacementsTest, DiscountsAndWriteOffsAreTakenBackAndDisputesFall) {
  InvoiceIssued sold = Issued("i1", Eur(100'00));
  sold.content.terms.discounts = {{Day(15), 20'000, Eur(2'00)}};
  auto history = Open({sold, Issued("i3", Eur(50'00), Day(60))});
  history = After(history, RecordPayment{"p1", Eur(98'00), Day(5), {{"i1", Eur(98'00)}}});
  history = After(history, WriteOffInvoice{"w1", "i3", Eur(20'00), Day(20), "insolvent"});
  history = After(history, MarkDisputed{"d1", "i3", Eur(10'00), Day(5)});
  history = Waiting(history, Corrected({"N-i1", "N-i3"}, Eur(120'00)));
  const auto done = After(history, kConfirm);
  const Ledger ledger = Replay<LedgerDecider>(done);
  EXPECT_EQ(ledger.Find("i1")->credited, Eur(100'00));
  EXPECT_EQ(ledger.Find("i1")->discounted, Eur(0));
  EXPECT_EQ(ledger.Find("i3")->credited, Eur(50'00));
  EXPECT_EQ(ledger.Find("i3")->written_off, Eur(0));
  EXPECT_EQ(ledger.Find("i3")->Disputed(), Eur(0));
  EXPECT_EQ(ledger.Find("i2")->open, Eur(22'00));
  EXPECT_EQ(ledger.payments.at("p1").allocations,
            (std::vector<PaymentAllocation>{{"i2", Eur(98'00), Day(10)}}));
}

TEST(LedgerReplacementsTest, InterestOnWhatWasReplacedIsTakenBack) {
  InterestTerms terms;
  terms.rate = calendar::Rate{100'000};
  auto history = Open({Issued("i1", Eur(100'00), Day(2))});
  history = After(history, AssessInterest{"h1",
                                          "i1",
                                          ChargeKind::kLateInterest,
                                          {"law", {}, ""},
                                          terms,
                                          std::nullopt,
                                          Day(3),
                                          Day(100)});
  ASSERT_GT(Replay<LedgerDecider>(history).charges.at("h1").open, Eur(0));
  const auto done = After(Waiting(history, Corrected({"N-i1"})), kConfirm);
  EXPECT_EQ(Replay<LedgerDecider>(done).charges.at("h1").amount, Eur(0));
}

TEST(LedgerReplacementsTest, InterestFallsWithACancellationAlone) {
  InterestTerms terms;
  terms.rate = calendar::Rate{100'000};
  auto history = Open({Issued("i1", Eur(100'00), Day(2))});
  history = After(history, AssessInterest{"h1",
                                          "i1",
                                          ChargeKind::kLateInterest,
                                          {"law", {}, ""},
                                          terms,
                                          std::nullopt,
                                          Day(3),
                                          Day(100)});
  history = After(history, IssueCreditNote{"c1", "i1", Eur(100'00), Day(90), "", ""});
  ASSERT_GT(Replay<LedgerDecider>(history).charges.at("h1").open, Eur(0));
  history = After(history, CancelInvoice{"i1", "c2", Day(90), "never ordered", {}});
  EXPECT_EQ(Replay<LedgerDecider>(history).charges.at("h1").amount, Eur(0));
}

TEST(LedgerReplacementsTest, WhatCannotBeReplacedAnyMoreRefusesTheNewOne) {
  auto history = Waiting(Open({Issued("i1", Eur(100'00))}), Corrected({"N-i1"}));
  history = After(history, CancelInvoice{"i1", "c1", Day(20), "never ordered", {}});
  Given(history).When(kConfirm).Then({InvoiceRefused{"i2", "N-i2", "NOT_REPLACEABLE"}});
}

TEST(LedgerReplacementsTest, AnyOtherTypeReplacesNothing) {
  InvoiceIssued other = Corrected({"N-i1"});
  other.content.details.type_code = "380";
  Given(Waiting(Open({Issued("i1", Eur(100'00))}), other)).When(kConfirm).Then({other});
}

TEST(LedgerReplacementsTest, AnIdThatIsTakenIsNotTakenAgain) {
  auto history = Open({Issued("i1", Eur(100'00))});
  history = After(history, IssueCreditNote{"replaced-i1", "i1", Eur(1'00), Day(5), "", ""});
  const auto done = After(Waiting(history, Corrected({"N-i1"})), kConfirm);
  EXPECT_TRUE(Replay<LedgerDecider>(done).credit_notes.contains("replaced-i1-2"));
}

const CancelInvoice kCancel{"i1", "c1", Day(20), "never ordered", {}};

TEST(LedgerCancellationsTest, WhatIsOpenIsCredited) {
  const auto history = Open({Issued("i1", Eur(100'00))});
  Given(history).When(kCancel).Then({CreditNoteIssued{"c1",
                                                      "i1",
                                                      Eur(100'00),
                                                      Day(20),
                                                      "never ordered",
                                                      "",
                                                      {{"i1", Eur(0), Eur(0)}},
                                                      {},
                                                      CreditBasis::kWhole},
                                     InvoiceCancelled{"i1", Day(20), "never ordered", "c1", ""}});
  Given(After(history, kCancel)).When(kCancel).ThenNothing();
}

TEST(LedgerCancellationsTest, WhatWasCreditedAsAWholeNeedsNoOther) {
  const auto history = After(Open({Issued("i1", Eur(100'00))}),
                             IssueCreditNote{"c9", "i1", Eur(100'00), Day(5), "", ""});
  Given(history).When(kCancel).Then({InvoiceCancelled{"i1", Day(20), "never ordered", "", ""}});
  Given(After(history, kCancel)).When(kCancel).ThenNothing();
}

TEST(LedgerCancellationsTest, IsHeldAgainstTheLimitOfCreditNotes) {
  CancelInvoice held = kCancel;
  held.control.limit = Eur(99'99);
  Given(Open({Issued("i1", Eur(100'00))})).When(held).ThenRefused(LedgerRule::kNeedsApproval);
}

}  // namespace
}  // namespace recourse::invoicing
