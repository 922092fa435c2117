#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

const Entitlement kClause{"terms 2011, 7.2", Day(1), "with the order"};
const AssessCharge kFee{"c1", "i1", ChargeKind::kFixedFee, Eur(5'00), Day(40), kClause};
const auto kCharged = After(Open({Issued("i1", Eur(100'00))}), kFee);
const ReverseCharge kReversal{"c1", Day(60), "of another customer"};

TEST(LedgerChargeReversalsTest, AChargeComesToNothing) {
  Given(kCharged).When(kReversal).Then({ChargeReversed{
      "c1", "i1", Eur(5'00), Day(60), "of another customer", Eur(0), {}, {{"c1", Eur(0)}}}});
  const Ledger ledger = Replay<LedgerDecider>(After(kCharged, kReversal));
  EXPECT_EQ(ledger.charges.at("c1").amount, Eur(0));
  EXPECT_EQ(ledger.Find("i1")->open_charges, 0);
  EXPECT_EQ(ledger.Find("i1")->open, Eur(100'00));
}

// 2.00 are waived and 3.00 paid, in two parts by one payment on one day.
TEST(LedgerChargeReversalsTest, WhatWasPaidIsUnappliedAgainAndNothingIsWaived) {
  auto history = After(kCharged, WaiveCharge{"v1", "c1", Eur(2'00), Day(41), "kind"});
  const PaymentDesignation one{"c1", Eur(1'00), ItemKind::kCharge};
  const PaymentDesignation two{"c1", Eur(2'00), ItemKind::kCharge};
  history = After(history, MarkDisputed{"d1", "i1", Eur(100'00), Day(42)});
  history = After(history, RecordPayment{"p0", Eur(4'00), Day(45), {}});
  history = After(history, ReversePayment{"p0", ReversalCause::kBounced, Day(45), ""});
  history = After(history, RecordPayment{"p1", Eur(1'00), Day(50), {one}});
  history = After(history, RecordPayment{"p2", Eur(9'00), Day(50), {two}});
  history = After(history, kReversal);
  const Ledger ledger = Replay<LedgerDecider>(history);
  const Charge& charge = ledger.charges.at("c1");
  EXPECT_EQ(charge.waived, Eur(0));
  EXPECT_EQ(charge.paid, Eur(0));
  EXPECT_EQ(charge.open, Eur(0));
  EXPECT_TRUE(charge.paid_by.empty());
  EXPECT_EQ(ledger.payments.at("p1").unapplied, Eur(1'00));
  EXPECT_EQ(ledger.payments.at("p2").unapplied, Eur(9'00));
  Given(history)
      .When(ReversePayment{"p2", ReversalCause::kBounced, Day(61), ""})
      .Then({PaymentReversed{
          "p2", Eur(9'00), ReversalCause::kBounced, Day(61), "", {}, Eur(9'00), {}}});
  Given(history).When(ReverseWaiver{"v1", Day(61), ""}).ThenRefused(LedgerRule::kNothingWaived);
}

// What one payment paid in two parts on one day is given back from behind.
TEST(LedgerChargeReversalsTest, PartsOfOneDayAreGivenBackOneByOne) {
  auto history = After(kCharged, MarkDisputed{"d1", "i1", Eur(100'00), Day(42)});
  history = After(history, RecordPayment{"p1", Eur(3'00), Day(50), {}});
  history = After(history, ReverseCharge{"c1", Day(50), "wrong"});
  AssessCharge again = kFee;
  again.charge_id = "c2";
  history = After(history, again);
  history =
      After(history, ApplyPayment{"a1", "p1", Day(50), {{"c2", Eur(1'00), ItemKind::kCharge}}});
  const Ledger before = Replay<LedgerDecider>(history);
  EXPECT_EQ(before.charges.at("c2").paid, Eur(3'00));
  const Ledger after =
      Replay<LedgerDecider>(After(history, ReverseCharge{"c2", Day(50), "wrong again"}));
  EXPECT_EQ(after.payments.at("p1").unapplied, Eur(3'00));
  EXPECT_TRUE(after.charges.at("c2").paid_by.empty());
}

TEST(LedgerChargeReversalsTest, InterestIsNotCorrectedAnyMore) {
  InterestTerms terms;
  terms.rate = calendar::Rate{100'000};
  terms.day_count = calendar::DayCount::kActual360;
  const AssessInterest assess{
      "h1", "i1", ChargeKind::kLateInterest, kClause, terms, std::nullopt, Day(32), Day(67)};
  auto history = After(Open({Issued("i1", Eur(100'00))}), assess);
  EXPECT_EQ(Replay<LedgerDecider>(history).charges.at("h1").amount, Eur(1'00));
  history = After(history, ReverseCharge{"h1", Day(67), "not agreed"});
  Given(history)
      .When(IssueCreditNote{"n1", "i1", Eur(50'00), Day(40), "", ""})
      .Then({CreditNoteIssued{
          "n1", "i1", Eur(50'00), Day(40), "", "", {{"i1", Eur(50'00), Eur(0)}}}});
  Given(history).When(assess).ThenRefused(LedgerRule::kChargeIdReused);
}

TEST(LedgerChargeReversalsTest, AskedAgainItIsTheSame) {
  const auto reversed = After(kCharged, kReversal);
  Given(reversed).When(kReversal).ThenNothing();
  Given(reversed).When(kFee).ThenNothing();
  Given(reversed)
      .When(ReverseCharge{"c1", Day(61), "of another customer"})
      .ThenRefused(LedgerRule::kReversedOtherwise,
                   {{"charge_id", "c1"}, {"effective_date", "2012-02-29"}});
}

TEST(LedgerChargeReversalsTest, WhatIsRefused) {
  Given(kCharged).When(ReverseCharge{"c9", Day(60), ""}).ThenRefused(LedgerRule::kUnknownCharge);
  Given(kCharged).When(ReverseCharge{"c1", Day(999), ""}).ThenRefused(LedgerRule::kDateInFuture);
  Given(kCharged)
      .When(ReverseCharge{"c1", Day(39), ""})
      .ThenRefused(LedgerRule::kBeforeWhatItChanges);
  const PaymentDesignation all{"c1", Eur(5'00), ItemKind::kCharge};
  Given(After(kCharged, RecordPayment{"p1", Eur(5'00), Day(50), {all}}))
      .When(ReverseCharge{"c1", Day(49), ""})
      .ThenRefused(LedgerRule::kBeforeWhatItChanges,
                   {{"effective_date", "2012-02-18"}, {"earliest", "2012-02-19"}});
  Given(kCharged)
      .When(ReverseCharge{"c1", Day(60), std::string(kTextBytesMax + 1, 'x')})
      .ThenRefused(LedgerRule::kReasonTooLong);
  ReverseCharge limited = kReversal;
  limited.control.limit = Eur(4'99);
  Given(kCharged).When(limited).ThenRefused(LedgerRule::kNeedsApproval);
}

}  // namespace
}  // namespace recourse::invoicing
