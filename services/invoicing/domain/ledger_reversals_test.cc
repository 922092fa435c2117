#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

using enum ReversalCause;

const auto kTwoOpen = Open({Issued("i1", Eur(100'00), Day(31)), Issued("i2", Eur(50'00), Day(10))});
const auto kPaid = After(kTwoOpen, RecordPayment{"p1", Eur(170'00), Day(5), {}});

TEST(LedgerReversalsTest, AReversedPaymentReopensWhatItHadClearedAndLeavesNothingUnapplied) {
  Given(kPaid)
      .When(ReversePayment{"p1", kBounced, Day(9), "no funds"})
      .Then({PaymentReversed{"p1",
                             Eur(170'00),
                             kBounced,
                             Day(9),
                             "no funds",
                             {{"i2", Eur(50'00), Day(9)}, {"i1", Eur(100'00), Day(9)}},
                             Eur(20'00),
                             {{"i2", Eur(50'00), Eur(0)}, {"i1", Eur(100'00), Eur(0)}}}});
}

TEST(LedgerReversalsTest, WhatIsReopenedCanBePaidInItsOrderAgain) {
  Given(After(kPaid, ReversePayment{"p1", kBounced, Day(9), ""}))
      .When(RecordPayment{"p2", Eur(60'00), Day(12), {}})
      .Then({PaymentRecorded{"p2",
                             Eur(60'00),
                             Day(12),
                             {},
                             {{"i2", Eur(50'00), Day(12)}, {"i1", Eur(10'00), Day(12)}},
                             Eur(0),
                             false,
                             {{"i2", Eur(0), Eur(0)}, {"i1", Eur(90'00), Eur(0)}}}});
}

TEST(LedgerReversalsTest, AClaimThatPaymentHadCoveredIsDisputedAgain) {
  const auto claimed = After(kTwoOpen, MarkDisputed{"d1", "i2", {}, Day(1)});
  const auto paid = After(claimed, RecordPayment{"p1", Eur(50'00), Day(5), {{"i2", Eur(50'00)}}});
  Given(paid)
      .When(ReversePayment{"p1", kChargedBack, Day(9), ""})
      .Then({PaymentReversed{"p1",
                             Eur(50'00),
                             kChargedBack,
                             Day(9),
                             "",
                             {{"i2", Eur(50'00), Day(9)}},
                             Eur(0),
                             {{"i2", Eur(50'00), Eur(50'00)}}}});
}

// What was paid when it was recorded and what was applied later is one entry for each invoice.
TEST(LedgerReversalsTest, WhatWasAppliedLaterIsReopenedToo) {
  auto history =
      After(Open({Issued("i1", Eur(60'00))}), RecordPayment{"p2", Eur(40'00), Day(3), {}});
  history = After(history, RecordPayment{"p1", Eur(50'00), Day(5), {}});
  history = After(history, ReversePayment{"p2", kBounced, Day(6), ""});
  history = After(history, ApplyPayment{"a1", "p1", Day(12), {}});
  Given(history)
      .When(ReversePayment{"p1", kRecordedInError, Day(7), "of another customer"})
      .Then({PaymentReversed{"p1",
                             Eur(50'00),
                             kRecordedInError,
                             Day(7),
                             "of another customer",
                             {{"i1", Eur(50'00), Day(12)}},
                             Eur(0),
                             {{"i1", Eur(60'00), Eur(0)}}}});
}

TEST(LedgerReversalsTest, AnInvoicePaidInAdvanceIsReopenedOnItsIssueDate) {
  const auto paid = After(kTwoOpen, RecordPayment{"p1", Eur(50'00), Day(-9), {}});
  Given(paid)
      .When(ReversePayment{"p1", kBounced, Day(-5), ""})
      .Then({PaymentReversed{"p1",
                             Eur(50'00),
                             kBounced,
                             Day(-5),
                             "",
                             {{"i2", Eur(50'00), Day(1)}},
                             Eur(0),
                             {{"i2", Eur(50'00), Eur(0)}}}});
}

TEST(LedgerReversalsTest, AskedAgainNothingHappens) {
  const ReversePayment reversal{"p1", kBounced, Day(9), "no funds"};
  Given(After(kPaid, reversal)).When(reversal).ThenNothing();
  Given(After(kPaid, reversal)).When(RecordPayment{"p1", Eur(170'00), Day(5), {}}).ThenNothing();
}

}  // namespace
}  // namespace recourse::invoicing
