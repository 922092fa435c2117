#include <gmock/gmock.h>

#include "services/collections/testing/case_script.h"

namespace recourse::collections {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Date kDue = Day(2012, 2, 2);
const Date kIssued = kDue - Days(30);

class CaseHoldsTest : public testing::Test {
 protected:
  CaseHoldsTest() { script.Invoice("i1", kDue, kIssued); }

  CaseScript script;
};

TEST_F(CaseHoldsTest, HoldOnTheCaseStopsAllInvoices) {
  script.Invoice("i2", kDue + Days(1), kIssued);
  script.On(kDue, PlaceHold{"h1", HoldReason::kManual, "", {}});
  EXPECT_THAT(script.Through(kDue + Days(200)),
              ElementsAre("2012-01-30 note i1", "2012-01-31 note i2"));
  EXPECT_EQ(script.kase().next_run_at, std::nullopt);
}

TEST_F(CaseHoldsTest, HoldOnAnInvoiceLeavesTheOthersAlone) {
  script.Invoice("i2", kDue, kIssued);
  script.On(kDue, PlaceHold{"h1", HoldReason::kManual, "i1", {}});
  EXPECT_THAT(script.Through(kDue + Days(3)),
              ElementsAre("2012-01-30 note i1", "2012-01-30 note i2", "2012-02-05 friendly i2"));
}

TEST_F(CaseHoldsTest, LadderResumesAtItsStepOnTheDayTheHoldEnds) {
  script.On(kDue + Days(5), PlaceHold{"h1", HoldReason::kManual, "", {}});
  script.On(kDue + Days(40), EndHold{"h1"});
  EXPECT_THAT(
      script.Through(kDue + Days(50)),
      ElementsAre("2012-01-30 note i1", "2012-02-05 friendly i1", "2012-03-13 hold ended h1",
                  "2012-03-13 call i1", "2012-03-23 second_reminder i1"));
}

TEST_F(CaseHoldsTest, HoldEndsByItselfOnTheMorningOfItsEnd) {
  script.On(kDue + Days(5), PlaceHold{"h1", HoldReason::kQuestion, "i1", kDue + Days(12)});
  EXPECT_THAT(script.Through(kDue + Days(13)),
              ElementsAre("2012-01-30 note i1", "2012-02-05 friendly i1",
                          "2012-02-14 hold ended h1", "2012-02-14 call i1"));
}

TEST_F(CaseHoldsTest, HoldEndedBeforeTheNextTriggerChangesNoDay) {
  script.On(kDue + Days(5), PlaceHold{"h1", HoldReason::kManual, "", {}});
  script.On(kDue + Days(6), EndHold{"h1"});
  EXPECT_THAT(script.Through(kDue + Days(10)),
              ElementsAre("2012-01-30 note i1", "2012-02-05 friendly i1",
                          "2012-02-08 hold ended h1", "2012-02-12 call i1"));
}

TEST_F(CaseHoldsTest, TwoHoldsMustBothEnd) {
  script.On(kDue, PlaceHold{"h1", HoldReason::kManual, "", kDue + Days(10)});
  script.On(kDue, PlaceHold{"h2", HoldReason::kManual, "i1", kDue + Days(20)});
  EXPECT_THAT(script.Through(kDue + Days(20)),
              ElementsAre("2012-01-30 note i1", "2012-02-12 hold ended h1",
                          "2012-02-22 hold ended h2", "2012-02-22 friendly i1"));
}

TEST_F(CaseHoldsTest, NoteHeldPastTheDueDayIsPassedOver) {
  script.On(kIssued, PlaceHold{"h1", HoldReason::kManual, "", kDue + Days(1)});
  EXPECT_THAT(script.Through(kDue + Days(3)),
              ElementsAre("2012-02-03 hold ended h1", "2012-02-05 friendly i1"));
}

TEST_F(CaseHoldsTest, DisputedInvoiceIsNotChasedUntilReleased) {
  script.Balance("i1", kIssued + Days(5), BalanceCause::kDisputed, 100'00, 100'00);
  script.Balance("i1", kDue + Days(30), BalanceCause::kReleased, 100'00, 0);
  EXPECT_THAT(script.Through(kDue + Days(37)),
              ElementsAre("2012-03-03 friendly i1", "2012-03-10 call i1"));
}

TEST_F(CaseHoldsTest, UndisputedPartIsChased) {
  script.Balance("i1", kIssued + Days(5), BalanceCause::kDisputed, 100'00, 70'00);
  EXPECT_THAT(script.Through(kDue), ElementsAre("2012-01-30 note i1"));
  const auto message = script.All<MessagePromised>().back();
  EXPECT_EQ(message.total, Eur(30'00));
  EXPECT_THAT(message.invoices,
              ElementsAre(InvoiceFact{"i1", "R-i1", kDue, Eur(100'00), Eur(70'00)}));
}

TEST_F(CaseHoldsTest, RepeatedHoldAndRepeatedEndYieldNothing) {
  const PlaceHold hold{"h1", HoldReason::kManual, "i1", kDue + Days(9)};
  script.On(kDue, hold);
  EXPECT_THAT(script.On(kDue, hold), IsEmpty());
  script.On(kDue, EndHold{"h1"});
  EXPECT_THAT(script.On(kDue, EndHold{"h1"}), IsEmpty());
  EXPECT_THAT(script.On(kDue, hold), IsEmpty());
}

}  // namespace
}  // namespace recourse::collections
