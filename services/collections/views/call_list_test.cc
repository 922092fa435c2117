#include "services/collections/views/call_list.h"

#include <gmock/gmock.h>

#include "recourse/collections/v1/collections_service.pb.h"
#include "services/collections/views/case_views_testing.h"

namespace recourse::collections {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Date kDue = Day(2012, 2, 2);
const char* const kTask = "task/2012-02-12/accounts/a1/call-2012-02-12-EUR";

// Two invoices about which the customer is to be called.
class CallListTest : public testing::Test {
 protected:
  CallListTest() {
    script.Invoice("i1", kDue, kDue - Days(30));
    script.Invoice("i2", kDue, kDue - Days(30));
    script.Through(kDue + Days(10));
  }

  v1::CallTask Row() { return view.Get<v1::CallTask>(kTask); }

  ScriptedView<CallList> view;
  CaseScript& script = view.script;
};

TEST_F(CallListTest, TaskSaysWhomToCallAboutWhat) {
  EXPECT_THAT(view.Keys(CallList::kTasks), ElementsAre(kTask));
  EXPECT_EQ(Row().name(), "accounts/a1/case/callTasks/call-2012-02-12-EUR");
  EXPECT_EQ(Row().date().day(), 12);
  EXPECT_EQ(Row().deadline().day(), 22);
  EXPECT_EQ(Row().total().units(), 200);
  ASSERT_EQ(Row().invoices_size(), 2);
  EXPECT_EQ(Row().invoices(0).number(), "R-i1");
}

TEST_F(CallListTest, CallerSeesTheBalancesOfNow) {
  script.Balance("i1", kDue + Days(11), BalanceCause::kPayment, 70'00);
  script.Balance("i1", kDue + Days(12), BalanceCause::kDisputed, 70'00, 20'00);
  script.Balance("i2", kDue + Days(12), BalanceCause::kPayment, 0);
  ASSERT_EQ(Row().invoices_size(), 1);
  EXPECT_EQ(Row().invoices(0).open().units(), 70);
  EXPECT_EQ(Row().total().units(), 50);
  view.ExpectRebuiltEqual();
}

TEST_F(CallListTest, NothingOpenNothingToCallAbout) {
  script.Balance("i1", kDue + Days(11), BalanceCause::kPayment, 0);
  script.Balance("i2", kDue + Days(12), BalanceCause::kPayment, 0);
  EXPECT_THAT(view.Keys(""), IsEmpty());
  view.ExpectRebuiltEqual();
}

TEST_F(CallListTest, CompletedTaskLeavesNothingBehind) {
  script.On(kDue + Days(11), CompleteCallTask{"call-2012-02-12-EUR", CallOutcome::kReached});
  EXPECT_THAT(view.Keys(""), IsEmpty());
  script.Balance("i1", kDue + Days(12), BalanceCause::kPayment, 0);
  EXPECT_THAT(view.Keys(""), IsEmpty());
  view.ExpectRebuiltEqual();
}

TEST_F(CallListTest, TaskCanBeCompletedAfterAllIsPaid) {
  script.Balance("i1", kDue + Days(11), BalanceCause::kPayment, 0);
  script.Balance("i2", kDue + Days(11), BalanceCause::kPayment, 0);
  script.On(kDue + Days(12), CompleteCallTask{"call-2012-02-12-EUR", CallOutcome::kNotNeeded});
  EXPECT_THAT(view.Keys(""), IsEmpty());
  view.ExpectRebuiltEqual();
}

}  // namespace
}  // namespace recourse::collections
