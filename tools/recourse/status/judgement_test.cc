#include "tools/recourse/status/judgement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace recourse::cli {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// One process that runs one service, in which nothing is off.
class JudgementTest : public testing::Test {
 protected:
  JudgementTest() {
    service_.set_service("collections");
    service_.set_records(152);
    service_.mutable_relay();
    auto* source = service_.add_sources();
    source->set_source("invoicing");
    source->set_consumed(32);
    service_.set_free_bytes(std::uint64_t{5} << 30);
  }
  Judged Now() const { return Judge(process_, service_); }
  void ExpectNeedsYou(const std::string& why) const {
    EXPECT_EQ(Now().state, State::kNeedsYou);
    EXPECT_THAT(Now().why, ElementsAre(why));
    EXPECT_TRUE(NeedsSomebody({Now()}));
  }

  admin::v1::GetStatusResponse process_;
  admin::v1::ServiceStatus service_;
};

TEST_F(JudgementTest, WhereNothingIsOffItIsWell) {
  EXPECT_EQ(Now().state, State::kWell);
  EXPECT_EQ(Now().behind, 0u);
  EXPECT_THAT(Now().why, IsEmpty());
  EXPECT_FALSE(NeedsSomebody({Now()}));
}

TEST_F(JudgementTest, WhatIsBehindForNoReasonComesByItself) {
  service_.set_views_behind(1);
  service_.mutable_sources(0)->set_behind(20);
  service_.mutable_relay()->set_behind(300);
  EXPECT_EQ(Now().state, State::kCatchingUp);
  EXPECT_EQ(Now().behind, 321u);
  EXPECT_THAT(Now().why,
              ElementsAre("1 record not in its lists", "20 records of invoicing not consumed",
                          "300 records not published"));
  EXPECT_FALSE(NeedsSomebody({Now()}));
}

TEST_F(JudgementTest, AFullDiskNeedsSomebody) {
  service_.set_refuses_commands(true);
  service_.set_free_bytes(std::uint64_t{200} << 20);
  ExpectNeedsYou("refuses commands: 200 MiB free on the disk of its log");
}

TEST_F(JudgementTest, ARelayThatPublishesNothingNeedsSomebodyAndSaysWhyFirst) {
  service_.mutable_relay()->set_trouble("TOPIC_MISSING: There is none.");
  ExpectNeedsYou("publishes nothing: TOPIC_MISSING: There is none");
  service_.mutable_relay()->set_behind(7);
  EXPECT_EQ(Now().behind, 7u);
  EXPECT_THAT(Now().why, ElementsAre("publishes nothing: TOPIC_MISSING: There is none",
                                     "7 records not published"));
}

TEST_F(JudgementTest, AParkedEventNeedsSomebody) {
  service_.set_parked_events(1);
  ExpectNeedsYou("1 parked event");
}

TEST_F(JudgementTest, ParkedPromisesNeedSomebody) {
  service_.set_parked_promises(2);
  ExpectNeedsYou("2 parked promises");
}

TEST_F(JudgementTest, APeerThatNeverAnsweredNeedsSomebody) {
  process_.add_unanswered_peers("invoicing");
  process_.add_unanswered_peers("dispute");
  ExpectNeedsYou("has never heard of invoicing, dispute");
}

TEST_F(JudgementTest, WhoDidNotAnswerIsAwayAndTheOthersAreJudged) {
  Heard heard;
  *process_.add_services() = service_;
  heard.processes = {process_};
  heard.away["invoicing"] = {Failure::Kind::kUnavailable, "AWAY", "Nobody is there.", {}};
  const auto all = Judge(heard, {"invoicing", "dispute", "collections"});
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].state, State::kAway);
  EXPECT_THAT(all[0].why, ElementsAre("AWAY: Nobody is there"));
  EXPECT_EQ(all[1].state, State::kAway);
  EXPECT_THAT(all[1].why, ElementsAre("nobody answers for it"));
  EXPECT_EQ(all[2].state, State::kWell);
  EXPECT_TRUE(NeedsSomebody(all));
  EXPECT_FALSE(NeedsSomebody({all[2]}));
}

}  // namespace
}  // namespace recourse::cli
