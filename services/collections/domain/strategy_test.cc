#include "services/collections/domain/strategy.h"

#include <gtest/gtest.h>

#include "services/collections/testing/case_script.h"

namespace recourse::collections {
namespace {

using enum StepKind;

const Date kDue = Day(2012, 2, 2);

std::optional<StepAhead> Next(std::optional<StepDone> last, Date day) {
  return NextStep(DefaultStrategy(), kDue, last, day);
}

TEST(StrategyTest, StepsAreTriggeredByDaysFromDue) {
  std::optional<StepDone> last;
  std::vector<int> days_from_due;
  Date day = kDue - Days(10);
  while (const auto next = Next(last, day)) {
    days_from_due.push_back((next->trigger - kDue).count());
    day = next->trigger;
    last = StepDone{next->kind, day};
  }
  EXPECT_EQ(days_from_due, (std::vector<int>{-3, 3, 10, 20, 30, 45, 60, 91}));
}

TEST(StrategyTest, NoteIsTrueUpToTheDueDay) {
  EXPECT_EQ(Next({}, kDue), (StepAhead{kNote, kDue - Days(3)}));
}

TEST(StrategyTest, NoteIsPassedOverAfterTheDueDay) {
  EXPECT_EQ(Next({}, kDue + Days(1)), (StepAhead{kFriendly, kDue + Days(3)}));
}

TEST(StrategyTest, FirstStepOfALateInvoiceIsTheFriendlyOne) {
  EXPECT_EQ(Next({}, kDue + Days(200)), (StepAhead{kFriendly, kDue + Days(3)}));
}

TEST(StrategyTest, LateStepPushesTheNextByTheirDistance) {
  const Date taken = kDue + Days(50);
  EXPECT_EQ(Next(StepDone{kFriendly, taken}, taken), (StepAhead{kCall, taken + Days(7)}));
}

TEST(StrategyTest, LateNoteKeepsItsDistanceToTheReminder) {
  EXPECT_EQ(Next(StepDone{kNote, kDue}, kDue), (StepAhead{kFriendly, kDue + Days(6)}));
}

TEST(StrategyTest, NothingFollowsTheAgency) {
  EXPECT_EQ(Next(StepDone{kAgency, kDue + Days(91)}, kDue + Days(500)), std::nullopt);
}

}  // namespace
}  // namespace recourse::collections
