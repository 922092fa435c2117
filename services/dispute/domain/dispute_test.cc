#include "services/dispute/domain/dispute.h"

#include "libs/decider/given.h"

namespace recourse::dispute {
namespace {

using namespace date::literals;
using enum DisputeRule;

const Currency kEur = *Currency::Parse("EUR");
const Currency kUsd = *Currency::Parse("USD");
constexpr Date kOpenedOn = 2012_y / 3 / 5;
constexpr Date kClosedOn = 2012_y / 3 / 9;

// On the day of closing, unless told.
class Given : public GivenHistory<DisputeDecider> {
 public:
  explicit Given(const std::vector<DisputeEvent>& history) : GivenHistory(history) {
    At(kClosedOn);
  }
};

Money Eur(std::int64_t minor_units) { return {minor_units, kEur}; }

Claim ClaimOf(std::optional<Money> claimed) {
  return {.dispute_id = "d1",
          .invoice_id = "i1",
          .claimed = claimed,
          .reason = Reason::kQualityOfWork,
          .raised_by = RaisedBy::kCustomer,
          .note = Sealed{"sealed", "note"},
          .imported = false,
          .opened_on = kOpenedOn};
}

const Sealed kGrounds{"sealed", "grounds"};
const DisputeOpened kOpenedWhole{ClaimOf({})};
const DisputeOpened kOpened100{ClaimOf(Eur(100'00))};
const AmountMarked kMarked100{"d1", Eur(100'00)};
const DisputeClosed kConceded{"d1", Conceded{}, kClosedOn};
const DisputeClosed kWithdrawn{"d1", Withdrawn{}, kClosedOn};
const CreditPromised kCredit100{"d1", "dispute-d1", "i1", Eur(100'00), kClosedOn};
const ReleasePromised kReleaseConceded{"d1", "i1", Ending::kConceded};

TEST(DisputeTest, OpeningRecordsTheClaim) {
  Given({}).When(OpenDispute{ClaimOf(Eur(100'00))}).Then({kOpened100});
}

TEST(DisputeTest, OpeningAgainChangesNothingAlsoOnceClosed) {
  Given({kOpened100}).When(OpenDispute{ClaimOf(Eur(100'00))}).ThenNothing();
  Given({kOpened100, kMarked100, kWithdrawn}).When(OpenDispute{ClaimOf(Eur(100'00))}).ThenNothing();
}

TEST(DisputeTest, AnImportedDisputeNeedsNoReason) {
  Claim claim = ClaimOf({});
  claim.reason = Reason::kUnknown;
  claim.imported = true;
  Given({}).When(OpenDispute{claim}).Then({DisputeOpened{claim}});
}

// The issuer's zone may be ahead of UTC, so tomorrow may have begun there.
TEST(DisputeTest, DaysThatHaveNotComeAreRefused) {
  const OpenDispute open{ClaimOf({})};
  const Date two_before = kOpenedOn - Days(2);
  Given({})
      .At(two_before)
      .When(open)
      .ThenRefused(kDateInFuture, {{"opened_on", "2012-03-05"}, {"latest", "2012-03-04"}});
  EXPECT_TRUE(Given({}).At(two_before + Days(1)).When(open).decision);
  Given({kOpenedWhole}).At(two_before).When(open).ThenNothing();
  const CloseDispute close{Withdrawn{}, kClosedOn};
  Given({kOpenedWhole})
      .At(kClosedOn - Days(2))
      .When(close)
      .ThenRefused(kDateInFuture, {{"closed_on", "2012-03-09"}, {"latest", "2012-03-08"}});
  EXPECT_TRUE(Given({kOpenedWhole}).At(kClosedOn - Days(1)).When(close).decision);
}

TEST(DisputeTest, MarkingIsRecorded) {
  Given({kOpenedWhole}).When(ConfirmMarking{Eur(70'00)}).Then({AmountMarked{"d1", Eur(70'00)}});
}

TEST(DisputeTest, AClaimThatCannotBeMarkedIsVoidFromTheDayItWasOpened) {
  Given({kOpenedWhole})
      .When(RefuseMarking{"INVOICE_UNKNOWN"})
      .Then({MarkingRefused{"d1", "INVOICE_UNKNOWN"}, DisputeClosed{"d1", Void{}, kOpenedOn}});
}

TEST(DisputeTest, ConcedingPromisesToCreditAllThatIsMarked) {
  Given({kOpenedWhole, kMarked100})
      .When(CloseDispute{Conceded{}, kClosedOn})
      .Then({kConceded, kCredit100});
}

TEST(DisputeTest, ConcedingAPartPromisesToCreditThatPart) {
  Given({kOpened100, kMarked100})
      .When(CloseDispute{PartlyConceded{Eur(40'00)}, kClosedOn})
      .Then({DisputeClosed{"d1", PartlyConceded{Eur(40'00)}, kClosedOn},
             CreditPromised{"d1", "dispute-d1", "i1", Eur(40'00), kClosedOn}});
}

TEST(DisputeTest, NoMoreIsCreditedThanWasMarked) {
  Given({kOpened100, AmountMarked{"d1", Eur(30'00)}})
      .When(CloseDispute{PartlyConceded{Eur(40'00)}, kClosedOn})
      .Then({DisputeClosed{"d1", PartlyConceded{Eur(40'00)}, kClosedOn},
             CreditPromised{"d1", "dispute-d1", "i1", Eur(30'00), kClosedOn}});
}

TEST(DisputeTest, ConcedingWhereNothingWasOpenOnlyReleases) {
  Given({kOpenedWhole, AmountMarked{"d1", Eur(0)}})
      .When(CloseDispute{Conceded{}, kClosedOn})
      .Then({kConceded, kReleaseConceded});
}

TEST(DisputeTest, RejectingReleasesWhatIsMarked) {
  Given({kOpened100, kMarked100})
      .When(CloseDispute{Rejected{kGrounds}, kClosedOn})
      .Then({DisputeClosed{"d1", Rejected{kGrounds}, kClosedOn},
             ReleasePromised{"d1", "i1", Ending::kRejected}});
}

TEST(DisputeTest, WithdrawingReleasesWhatIsMarked) {
  Given({kOpened100, kMarked100})
      .When(CloseDispute{Withdrawn{}, kClosedOn})
      .Then({kWithdrawn, ReleasePromised{"d1", "i1", Ending::kWithdrawn}});
}

TEST(DisputeTest, ClosingAgainInTheSameWayChangesNothing) {
  Given({kOpened100, kMarked100, kWithdrawn})
      .When(CloseDispute{Withdrawn{}, kClosedOn})
      .ThenNothing();
}

TEST(DisputeTest, WhatClosingEntailsWaitsForTheMarking) {
  Given({kOpenedWhole}).When(CloseDispute{Conceded{}, kClosedOn}).Then({kConceded});
  Given({kOpenedWhole, kConceded}).When(ConfirmMarking{Eur(100'00)}).Then({kMarked100, kCredit100});
  Given({kOpenedWhole, kWithdrawn})
      .When(ConfirmMarking{Eur(100'00)})
      .Then({kMarked100, ReleasePromised{"d1", "i1", Ending::kWithdrawn}});
}

TEST(DisputeTest, AWithdrawnDisputeKeepsItsOutcomeWhenMarkingIsRefused) {
  Given({kOpenedWhole, kWithdrawn})
      .When(RefuseMarking{"INVOICE_UNKNOWN"})
      .Then({MarkingRefused{"d1", "INVOICE_UNKNOWN"}});
}

TEST(DisputeTest, AConcessionOfWhatCannotBeMarkedIsVoid) {
  for (const Outcome& outcome : {Outcome(Conceded{}), Outcome(PartlyConceded{Eur(40'00)})}) {
    Given({kOpened100, DisputeClosed{"d1", outcome, kClosedOn}})
        .When(RefuseMarking{"BEFORE_ISSUE_DATE"})
        .Then({MarkingRefused{"d1", "BEFORE_ISSUE_DATE"}, DisputeClosed{"d1", Void{}, kClosedOn}});
  }
}

TEST(DisputeTest, ReleaseFollowsTheCredit) {
  Given({kOpenedWhole, kMarked100, kConceded, kCredit100})
      .When(ConfirmCredit{})
      .Then({CreditGranted{"d1", Eur(100'00)}, kReleaseConceded});
}

TEST(DisputeTest, WhatOthersLeftIsCreditedInstead) {
  Given({kOpenedWhole, kMarked100, kConceded, kCredit100})
      .When(RefuseCredit{"MORE_THAN_OPEN", Eur(60'00)})
      .Then({CreditRefused{"d1", "MORE_THAN_OPEN"},
             CreditPromised{"d1", "dispute-d1", "i1", Eur(60'00), kClosedOn}});
}

TEST(DisputeTest, WhereNothingIsLeftNothingIsCreditedAndTheMarkEnds) {
  for (const Money& left : {Eur(0), Eur(-5)}) {
    Given({kOpenedWhole, kMarked100, kConceded, kCredit100})
        .When(RefuseCredit{"MORE_THAN_OPEN", left})
        .Then({CreditRefused{"d1", "MORE_THAN_OPEN"}, kReleaseConceded});
  }
}

// It would be chased, although it was conceded.
TEST(DisputeTest, WhatInvoicingWillNotCreditStaysMarked) {
  for (const auto& open :
       {std::optional<Money>{}, std::optional(Eur(100'00)), std::optional(Money{1, kUsd})}) {
    Given({kOpenedWhole, kMarked100, kConceded, kCredit100})
        .When(RefuseCredit{"PERIOD_CLOSED", open})
        .Then({CreditRefused{"d1", "PERIOD_CLOSED"}});
  }
}

TEST(DisputeTest, ADisputeWhoseCreditWasRefusedIsClosedAnew) {
  std::vector<DisputeEvent> refused{kOpenedWhole, kMarked100, kConceded, kCredit100,
                                    CreditRefused{"d1", "PERIOD_CLOSED"}};
  Given(refused).When(CloseDispute{Conceded{}, kClosedOn}).ThenNothing();
  const Date later = kClosedOn + Days(1);
  Given(refused)
      .When(CloseDispute{Conceded{}, later})
      .Then({DisputeClosed{"d1", Conceded{}, later},
             CreditPromised{"d1", "dispute-d1", "i1", Eur(100'00), later}});
  Given(refused)
      .When(CloseDispute{Withdrawn{}, kClosedOn})
      .Then({kWithdrawn, ReleasePromised{"d1", "i1", Ending::kWithdrawn}});
  refused.insert(refused.end(), {kWithdrawn, ReleasePromised{"d1", "i1", Ending::kWithdrawn}});
  Given(refused).When(CloseDispute{Conceded{}, kClosedOn}).ThenRefused(kAlreadyClosed);
}

TEST(DisputeTest, ReleaseIsRecordedWithItsAnswer) {
  const std::vector<DisputeEvent> released{kOpened100, kMarked100, kWithdrawn,
                                           ReleasePromised{"d1", "i1", Ending::kWithdrawn}};
  Given(released).When(ConfirmRelease{Eur(100'00)}).Then({AmountReleased{"d1", Eur(100'00)}});
  Given(released)
      .When(RefuseRelease{"DISPUTE_UNKNOWN"})
      .Then({ReleaseRefused{"d1", "DISPUTE_UNKNOWN"}});
}

TEST(DisputeTest, ARepeatedAnswerChangesNothing) {
  std::vector<DisputeEvent> history{kOpenedWhole, kMarked100};
  Given(history).When(ConfirmMarking{Eur(100'00)}).ThenNothing();
  history.insert(history.end(), {kConceded, kCredit100, CreditGranted{"d1", Eur(100'00)},
                                 kReleaseConceded, AmountReleased{"d1", Eur(0)}});
  Given(history).When(ConfirmCredit{}).ThenNothing();
  Given(history).When(ConfirmRelease{Eur(0)}).ThenNothing();
}

// One block per rule, in the order in which the enum declares them.
TEST(DisputeTest, Refusals) {
  Given({kOpened100}).When(OpenDispute{ClaimOf({})}).ThenRefused(kDisputeIdInUse);

  Claim without_reason = ClaimOf({});
  without_reason.reason = Reason::kUnknown;
  Given({})
      .When(OpenDispute{without_reason})
      .ThenRefused(kReasonMissing, {{"reason", "unknown"}, {"imported", "false"}});
  Given({}).When(OpenDispute{ClaimOf(Eur(0))}).ThenRefused(kClaimNotPositive);
  Given({}).When(OpenDispute{ClaimOf(Eur(kMoneyMax + 1))}).ThenRefused(kClaimTooLarge);

  Given({}).When(CloseDispute{Withdrawn{}, kClosedOn}).ThenRefused(kDisputeUnknown);
  Given({kOpened100, kWithdrawn})
      .When(CloseDispute{Conceded{}, kClosedOn})
      .ThenRefused(kAlreadyClosed, {{"closed_on", "2012-03-09"}});
  Given({kOpened100})
      .When(CloseDispute{Withdrawn{}, kOpenedOn - Days(1)})
      .ThenRefused(kClosedBeforeOpened, {{"closed_on", "2012-03-04"}, {"opened_on", "2012-03-05"}});
  Given({kOpened100})
      .When(CloseDispute{Rejected{}, kClosedOn})
      .ThenRefused(kGroundsMissing, {{"outcome", "rejected"}, {"grounds", ""}});
  Given({kOpened100})
      .When(CloseDispute{PartlyConceded{Eur(0)}, kClosedOn})
      .ThenRefused(kConcessionNotPositive);
  Given({kOpenedWhole})
      .When(CloseDispute{PartlyConceded{Eur(1)}, kClosedOn})
      .ThenRefused(kNotYetMarked, {{"conceded", "0.01 EUR"}});
  Given({kOpened100})
      .When(CloseDispute{PartlyConceded{{1, kUsd}}, kClosedOn})
      .ThenRefused(kCurrencyDiffers);
  Given({kOpened100}).When(ConfirmMarking{{1, kUsd}}).ThenRefused(kCurrencyDiffers);
  Given({kOpenedWhole, kMarked100})
      .When(CloseDispute{PartlyConceded{Eur(100'01)}, kClosedOn})
      .ThenRefused(kMoreThanClaimed, {{"conceded", "100.01 EUR"}, {"claimed", "100.00 EUR"}});

  for (const DisputeCommand& answer :
       {DisputeCommand(ConfirmMarking{Eur(1)}), DisputeCommand(RefuseMarking{"R"}),
        DisputeCommand(ConfirmCredit{}), DisputeCommand(RefuseCredit{"R", {}}),
        DisputeCommand(ConfirmRelease{Eur(1)}), DisputeCommand(RefuseRelease{"R"})}) {
    const auto refused = Given({kOpenedWhole, kMarked100}).When(answer);
    refused.ThenRefused(kNotAwaited);
    EXPECT_EQ(refused.decision.error().values.size(), 1u);
  }
}

TEST(DisputeTest, EveryRuleHasItsOwnName) {
  EXPECT_EQ(Name(kDisputeIdInUse), "DISPUTE_ID_IN_USE");
  EXPECT_EQ(Name(kMoreThanClaimed), "MORE_THAN_CLAIMED");
  EXPECT_EQ(Name(kNotAwaited), "NOT_AWAITED");
}

}  // namespace
}  // namespace recourse::dispute
