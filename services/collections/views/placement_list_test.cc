#include "services/collections/views/placement_list.h"

#include <gmock/gmock.h>

#include "recourse/collections/v1/collections_service.pb.h"
#include "services/collections/views/case_views_testing.h"

namespace recourse::collections {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Date kDue = Day(2012, 2, 2);
const Date kPlaced = kDue + Days(91);
const Date kAfter = kPlaced + Days(1);

class PlacementListTest : public testing::Test {
 protected:
  PlacementListTest() {
    script.With({{"partners/a", {"DE"}, 7}, {"partners/b", {"*"}, 7}});
    script.Invoice("i1", kDue, kDue - Days(30));
    script.Through(kPlaced);
  }

  v1::Placement Row() { return view.Get<v1::Placement>("partners/a/accounts/a1/placements/p1"); }

  ScriptedView<PlacementList> view;
  CaseScript& script = view.script;
};

TEST_F(PlacementListTest, OfferIsListedUnderItsPartnerOnly) {
  EXPECT_THAT(view.Keys(PlacementsOf("partners/a")),
              ElementsAre("partners/a/accounts/a1/placements/p1"));
  EXPECT_THAT(view.Keys(PlacementsOf("partners/b")), IsEmpty());
  EXPECT_EQ(Row().name(), "accounts/a1/placements/p1");
  EXPECT_EQ(Row().partner(), "partners/a");
  EXPECT_EQ(Row().state(), v1::PLACEMENT_STATE_OFFERED);
  EXPECT_EQ(Row().escalation().kind(), v1::ESCALATION_KIND_OFFERED);
}

TEST_F(PlacementListTest, FollowsADisputeAndAPaymentToTheEnd) {
  script.On(kAfter, AcceptPlacement{"p1", "partners/a"});
  EXPECT_EQ(Row().state(), v1::PLACEMENT_STATE_ACTIVE);
  script.Balance("i1", kAfter, BalanceCause::kDisputed, 100'00, 40'00);
  EXPECT_EQ(Row().state(), v1::PLACEMENT_STATE_ACTIVE);
  script.Balance("i1", kAfter, BalanceCause::kDisputed, 100'00, 100'00);
  EXPECT_EQ(Row().state(), v1::PLACEMENT_STATE_SUSPENDED);
  script.Balance("i1", kAfter, BalanceCause::kReleased, 100'00, 0);
  EXPECT_EQ(Row().state(), v1::PLACEMENT_STATE_ACTIVE);
  script.Balance("i1", kAfter, BalanceCause::kPayment, 0);
  EXPECT_EQ(Row().state(), v1::PLACEMENT_STATE_CLOSED);
  EXPECT_EQ(Row().escalation().kind(), v1::ESCALATION_KIND_CLOSED);
  view.ExpectRebuiltEqual();
}

TEST_F(PlacementListTest, SuspendedOfferIsStillAnOfferWhenItResumes) {
  script.Balance("i1", kAfter, BalanceCause::kDisputed, 100'00, 100'00);
  EXPECT_EQ(Row().state(), v1::PLACEMENT_STATE_SUSPENDED);
  script.Balance("i1", kAfter, BalanceCause::kReleased, 100'00, 0);
  EXPECT_EQ(Row().state(), v1::PLACEMENT_STATE_OFFERED);
  EXPECT_FALSE(Row().accepted());
  view.ExpectRebuiltEqual();
}

TEST_F(PlacementListTest, DeclinedSaysWhyAndTheNextPartnerHasItsOwn) {
  script.On(kAfter, DeclinePlacement{"p1", "partners/a", "conflict of interest"});
  script.Through(kAfter);
  EXPECT_EQ(Row().state(), v1::PLACEMENT_STATE_DECLINED);
  EXPECT_EQ(Row().decline_reason(), "conflict of interest");
  EXPECT_THAT(view.Keys(PlacementsOf("partners/b")),
              ElementsAre("partners/b/accounts/a1/placements/p2"));
  view.ExpectRebuiltEqual();
}

TEST_F(PlacementListTest, UnansweredIsRecalled) {
  script.Through(kPlaced + Days(8));
  EXPECT_EQ(Row().state(), v1::PLACEMENT_STATE_RECALLED);
  EXPECT_EQ(Row().escalation().recall_reason(), v1::RECALL_REASON_NO_ANSWER);
  view.ExpectRebuiltEqual();
}

// What a partner may do is the same by the view and by the case.
TEST_F(PlacementListTest, AgreesWithTheCaseThroughAllStates) {
  const auto expect_same = [&](v1::PlacementState listed, Placement::State decided) {
    EXPECT_EQ(Row().state(), listed);
    EXPECT_EQ(StateOf(script.kase(), script.kase().placements.at("p1")), decided);
  };
  expect_same(v1::PLACEMENT_STATE_OFFERED, Placement::State::kOffered);
  script.On(kAfter, AcceptPlacement{"p1", "partners/a"});
  expect_same(v1::PLACEMENT_STATE_ACTIVE, Placement::State::kActive);
  script.Balance("i1", kAfter, BalanceCause::kDisputed, 100'00, 100'00);
  expect_same(v1::PLACEMENT_STATE_SUSPENDED, Placement::State::kSuspended);
  script.Balance("i1", kAfter, BalanceCause::kCreditNote, 60'00, 60'00);
  expect_same(v1::PLACEMENT_STATE_SUSPENDED, Placement::State::kSuspended);
  script.Balance("i1", kAfter, BalanceCause::kCreditNote, 0);
  expect_same(v1::PLACEMENT_STATE_RECALLED, Placement::State::kRecalled);
}

}  // namespace
}  // namespace recourse::collections
