#include <gmock/gmock.h>

#include "services/collections/testing/case_script.h"

namespace recourse::collections {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using State = Placement::State;

const Date kDue = Day(2012, 2, 2);
const Date kIssued = kDue - Days(30);
const Date kPlaced = kDue + Days(91);
const Date kAfter = kPlaced + Days(1);
const Agency kBavaria{"partners/bavaria", {"DE-BY"}, 7};
const Agency kGermany{"partners/germany", {"DE"}, 10};

// One invoice that has come to its placement.
class CasePlacementsTest : public testing::Test {
 protected:
  CasePlacementsTest() {
    script.With({kGermany, kBavaria});
    script.Invoice("i1", kDue, kIssued);
    script.Through(kPlaced);
  }

  // What the partner of the first placement was told, without the offer.
  std::vector<EscalationKind> Told() {
    std::vector<EscalationKind> kinds;
    for (const auto& promised : script.All<EscalationPromised>()) {
      if (promised.placement_id == "p1") kinds.push_back(promised.escalation.kind);
    }
    kinds.erase(kinds.begin());
    return kinds;
  }
  Escalation Last() { return script.All<EscalationPromised>().back().escalation; }
  State StateOfFirst() { return StateOf(script.kase(), script.kase().placements.at("p1")); }
  void Accept() { script.On(kAfter, AcceptPlacement{"p1", "partners/bavaria"}); }

  CaseScript script;
};

TEST_F(CasePlacementsTest, ClaimIsOfferedToTheAgencyOfTheRegionAndTheEventSaysWhy) {
  EXPECT_THAT(script.All<PlacementOffered>(),
              ElementsAre(PlacementOffered{
                  "p1",
                  "partners/bavaria",
                  "i1",
                  kPlaced + Days(7),
                  {"DE-BY", 2, {{"partners/bavaria", "DE-BY"}, {"partners/germany", "DE"}}}}));
  EXPECT_EQ(StateOfFirst(), State::kOffered);
}

TEST_F(CasePlacementsTest, OfferTellsTheClaimAndWhatWasDoneAboutIt) {
  const Escalation told = Last();
  EXPECT_EQ(told.kind, EscalationKind::kOffered);
  EXPECT_EQ(told.version, 1u);
  EXPECT_EQ(told.answer_by, kPlaced + Days(7));
  EXPECT_EQ(told.creditor, "issuers/acme");
  EXPECT_EQ(told.invoice_number, "R-i1");
  EXPECT_EQ(told.open, Eur(100'00));
  EXPECT_EQ(told.suspended, Eur(0));
  ASSERT_EQ(told.steps.size(), 8u);
  EXPECT_EQ(told.steps.front(), (StepDone{StepKind::kNote, kDue - Days(3)}));
  EXPECT_EQ(told.steps.back(), (StepDone{StepKind::kAgency, kPlaced}));
}

TEST_F(CasePlacementsTest, AcceptedPlacementIsActiveAndDoesNotLapse) {
  Accept();
  EXPECT_THAT(script.Through(kPlaced + Days(400)), IsEmpty());
  EXPECT_EQ(StateOfFirst(), State::kActive);
  EXPECT_THAT(script.On(kPlaced + Days(401), AcceptPlacement{"p1", "partners/bavaria"}), IsEmpty());
}

TEST_F(CasePlacementsTest, DeclinedClaimIsOfferedToTheNextAgency) {
  const DeclinePlacement decline{"p1", "partners/bavaria", "conflict of interest"};
  script.On(kAfter, decline);
  EXPECT_EQ(StateOfFirst(), State::kDeclined);
  EXPECT_THAT(script.On(kAfter, decline), IsEmpty());
  EXPECT_THAT(script.Through(kAfter), ElementsAre("2012-05-04 offered p2 to partners/germany"));
  EXPECT_EQ(script.All<PlacementOffered>().back().answer_by, kAfter + Days(10));
}

TEST_F(CasePlacementsTest, ReturnedClaimIsOfferedToTheNextAgency) {
  Accept();
  const ReturnPlacement give_up{"p1", "partners/bavaria", ReturnReason::kDebtorNotFound};
  script.On(kAfter, give_up);
  EXPECT_EQ(StateOfFirst(), State::kReturned);
  EXPECT_THAT(script.On(kAfter, give_up), IsEmpty());
  EXPECT_THAT(script.Through(kAfter), ElementsAre("2012-05-04 offered p2 to partners/germany"));
}

TEST_F(CasePlacementsTest, ReportedPaymentIsNotedAndChangesNoBalance) {
  Accept();
  const ReportPartnerPayment report{"p1", "partners/bavaria", "b7", Eur(60'00), Eur(15'00), kAfter};
  script.On(kAfter, report);
  EXPECT_THAT(script.On(kAfter, report), IsEmpty());
  EXPECT_EQ(script.kase().placements.at("p1").reported.at("b7"),
            (ReportedPayment{Eur(60'00), Eur(15'00), kAfter}));
  EXPECT_EQ(script.kase().invoices.at("i1").open, Eur(100'00));
  EXPECT_EQ(StateOfFirst(), State::kActive);
}

TEST_F(CasePlacementsTest, APaymentMayBeReportedAfterTheClaimWasGivenUp) {
  Accept();
  script.On(kAfter, ReturnPlacement{"p1", "partners/bavaria", ReturnReason::kUncollectable});
  script.On(kAfter, ReportPartnerPayment{"p1", "partners/bavaria", "b8", Eur(1), Eur(0), kAfter});
  EXPECT_EQ(script.kase().placements.at("p1").reported.size(), 1u);
}

TEST_F(CasePlacementsTest, OfferWithoutAnswerIsRecalledAndMadeToTheNext) {
  EXPECT_THAT(script.Through(kPlaced + Days(7)), IsEmpty());
  EXPECT_THAT(script.Through(kPlaced + Days(8)),
              ElementsAre("2012-05-11 recalled p1", "2012-05-11 offered p2 to partners/germany"));
  EXPECT_EQ(StateOfFirst(), State::kRecalled);
  EXPECT_THAT(Told(), ElementsAre(EscalationKind::kRecalled));
}

TEST_F(CasePlacementsTest, OfferMayBeAnsweredOnItsLastDay) {
  script.Invoice("i2", kPlaced + Days(10), kAfter);
  EXPECT_THAT(script.Through(kPlaced + Days(7)), ElementsAre("2012-05-10 note i2"));
  EXPECT_EQ(StateOfFirst(), State::kOffered);
}

TEST_F(CasePlacementsTest, WhenAllHaveDeclinedItIsTriedAgainAWeekLater) {
  script.On(kAfter, DeclinePlacement{"p1", "partners/bavaria", ""});
  script.Through(kAfter);
  script.On(kAfter + Days(1), DeclinePlacement{"p2", "partners/germany", ""});
  script.Through(kAfter + Days(1));
  const auto failed = script.All<PlacementNotOffered>();
  ASSERT_EQ(failed.size(), 1u);
  EXPECT_EQ(failed[0].retry, kAfter + Days(8));
  EXPECT_TRUE(failed[0].choice.matches.at(0).excluded);

  script.With({kGermany, kBavaria, {"partners/late", {"*"}}});
  EXPECT_THAT(script.Through(kAfter + Days(7)), IsEmpty());
  EXPECT_THAT(script.Through(kAfter + Days(8)),
              ElementsAre("2012-05-12 offered p3 to partners/late"));
}

TEST_F(CasePlacementsTest, PartPaymentTellsTheNewBalance) {
  Accept();
  script.Balance("i1", kAfter, BalanceCause::kPayment, 30'00);
  EXPECT_THAT(Told(), ElementsAre(EscalationKind::kBalanceChanged));
  EXPECT_EQ(Last().open, Eur(30'00));
  EXPECT_EQ(Last().version, 2u);
}

TEST_F(CasePlacementsTest, PaymentInFullClosesThePlacement) {
  Accept();
  script.Balance("i1", kAfter, BalanceCause::kPayment, 0);
  EXPECT_THAT(Told(), ElementsAre(EscalationKind::kBalanceChanged, EscalationKind::kClosed));
  EXPECT_EQ(StateOfFirst(), State::kClosed);
  EXPECT_THAT(script.Through(kAfter + Days(400)), IsEmpty());
}

TEST_F(CasePlacementsTest, PaymentBeforeTheAnswerClosesTheOffer) {
  script.Balance("i1", kAfter, BalanceCause::kPayment, 0);
  EXPECT_EQ(StateOfFirst(), State::kClosed);
  EXPECT_THAT(script.Through(kAfter + Days(400)), IsEmpty());
}

TEST_F(CasePlacementsTest, RejectedDisputeSuspendsAndResumes) {
  Accept();
  script.Balance("i1", kAfter, BalanceCause::kDisputed, 100'00, 100'00);
  EXPECT_EQ(StateOfFirst(), State::kSuspended);
  EXPECT_EQ(Last().suspended, Eur(100'00));
  script.Balance("i1", kAfter + Days(5), BalanceCause::kReleased, 100'00, 0);
  EXPECT_EQ(StateOfFirst(), State::kActive);
  EXPECT_THAT(Told(), ElementsAre(EscalationKind::kSuspended, EscalationKind::kResumed));
}

TEST_F(CasePlacementsTest, DisputeOfAPartSuspendsItsPart) {
  Accept();
  script.Balance("i1", kAfter, BalanceCause::kDisputed, 100'00, 40'00);
  EXPECT_EQ(StateOfFirst(), State::kActive);
  EXPECT_THAT(script.All<PlacementSuspended>(), ElementsAre(PlacementSuspended{"p1", Eur(40'00)}));
  EXPECT_EQ(Last().kind, EscalationKind::kSuspended);
}

TEST_F(CasePlacementsTest, ConcededDisputeRecallsThePlacement) {
  Accept();
  script.Balance("i1", kAfter, BalanceCause::kDisputed, 100'00, 100'00);
  script.Balance("i1", kAfter + Days(5), BalanceCause::kCreditNote, 0, 0);
  EXPECT_THAT(Told(), ElementsAre(EscalationKind::kSuspended, EscalationKind::kBalanceChanged,
                                  EscalationKind::kRecalled));
  EXPECT_EQ(Last().recall_reason, RecallReason::kCredited);
  EXPECT_EQ(StateOfFirst(), State::kRecalled);
}

TEST_F(CasePlacementsTest, PartlyConcededDisputeResumesTheRest) {
  Accept();
  script.Balance("i1", kAfter, BalanceCause::kDisputed, 100'00, 100'00);
  script.Balance("i1", kAfter + Days(5), BalanceCause::kCreditNote, 60'00, 60'00);
  EXPECT_EQ(StateOfFirst(), State::kSuspended);
  script.Balance("i1", kAfter + Days(5), BalanceCause::kReleased, 60'00, 0);
  EXPECT_THAT(Told(), ElementsAre(EscalationKind::kSuspended, EscalationKind::kBalanceChanged,
                                  EscalationKind::kResumed));
  EXPECT_EQ(StateOfFirst(), State::kActive);
}

TEST_F(CasePlacementsTest, SuspendedOfferDoesNotLapseAndGetsTimeToAnswer) {
  script.Balance("i1", kAfter, BalanceCause::kDisputed, 100'00, 100'00);
  EXPECT_THAT(script.Through(kPlaced + Days(60)), IsEmpty());
  script.Balance("i1", kPlaced + Days(61), BalanceCause::kReleased, 100'00, 0);
  EXPECT_EQ(StateOfFirst(), State::kOffered);
  EXPECT_EQ(Last().answer_by, kPlaced + Days(68));
  EXPECT_THAT(script.Through(kPlaced + Days(68)), IsEmpty());
}

TEST_F(CasePlacementsTest, OfferThatCannotBeDeliveredIsRecalledAndMadeToTheNext) {
  const RefuseEscalation refused{"p1", 1, "VERSION_GAP"};
  script.On(kAfter, refused);
  EXPECT_THAT(script.On(kAfter, refused), IsEmpty());
  EXPECT_EQ(script.kase().placements.at("p1").recall_reason, RecallReason::kUndeliverable);
  EXPECT_THAT(Told(), IsEmpty());
  EXPECT_THAT(script.Through(kAfter),
              ElementsAre("2012-05-04 recalled p1", "2012-05-04 offered p2 to partners/germany"));
}

TEST(CaseWithoutAgencyTest, NobodyForTheRegionIsRecordedAndTriedAgain) {
  CaseScript script;
  script.With({{"partners/france", {"FR"}}});
  script.Invoice("i1", kDue, kIssued);
  script.Through(kPlaced);
  EXPECT_THAT(script.All<PlacementNotOffered>(),
              ElementsAre(PlacementNotOffered{"i1", {"DE-BY", 1, {}}, kPlaced + Days(7)}));
  script.With({kGermany});
  EXPECT_THAT(script.Through(kPlaced + Days(7)),
              ElementsAre("2012-05-10 offered p1 to partners/germany"));
}

}  // namespace
}  // namespace recourse::collections
