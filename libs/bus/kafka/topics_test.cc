// On a real broker.

#include "libs/bus/kafka/topics.h"

#include <gtest/gtest.h>

#include "libs/bus/kafka/testing/broker.h"

namespace recourse::bus::kafka {
namespace {

class TopicsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { broker_ = std::make_unique<Broker>(); }
  static void TearDownTestSuite() { broker_.reset(); }

  static Settings settings() { return broker_->settings(); }
  static Admin admin() { return *Admin::Open(settings(), kAnswerWithin); }
  static TopicChange::Kind Apply(const TopicPlan& plan) {
    const auto changes = ApplyTopics(settings(), {plan}, 1);
    EXPECT_TRUE(changes) << changes.error().message;
    EXPECT_EQ(changes->size(), 1u);
    return changes->at(0).kind;
  }
  static Failure Check(const TopicPlan& plan) {
    const auto checked = CheckTopics(settings(), {plan});
    return checked ? Failure{} : checked.error();
  }

  static inline std::unique_ptr<Broker> broker_;
};

TEST_F(TopicsTest, AMissingTopicIsRefusedUntilItIsMade) {
  const TopicPlan plan{"recourse.missing.v1", 3};
  EXPECT_EQ(Check(plan).reason, "TOPIC_MISSING");
  EXPECT_EQ(Check(plan).values, (Failure::Values{{"topic", plan.name}}));
  EXPECT_EQ(Apply(plan), TopicChange::Kind::kMade);
  EXPECT_EQ(Check(plan).reason, "");
  EXPECT_EQ(Apply(plan), TopicChange::Kind::kAsPlanned);
  EXPECT_EQ((*admin().Describe(plan.name))->partitions, 3u);
}

TEST_F(TopicsTest, ASettingThatDiffersIsNamedAndMended) {
  const TopicPlan plan{"recourse.differs.v1", 1};
  ASSERT_EQ(Apply(plan), TopicChange::Kind::kMade);
  ASSERT_TRUE(admin().SetOverridden(plan.name, {{"retention.ms", "1000"}, {"segment.ms", "5000"}}));
  EXPECT_EQ(Check(plan).reason, "TOPIC_DIFFERS");
  EXPECT_EQ(Check(plan).values, (Failure::Values{{"topic", plan.name},
                                                 {"setting", "max.message.bytes"},
                                                 {"is", "1048588"},
                                                 {"should be", "3145728"}}));
  EXPECT_EQ(Apply(plan), TopicChange::Kind::kMended);
  EXPECT_EQ(Check(plan).reason, "");
  EXPECT_EQ((*admin().Describe(plan.name))->overridden.at("segment.ms"), "5000");
}

TEST_F(TopicsTest, AnotherNumberOfPartitionsIsNotMended) {
  ASSERT_EQ(Apply({"recourse.parts.v1", 2}), TopicChange::Kind::kMade);
  const auto applied = ApplyTopics(settings(), {{"recourse.parts.v1", 3}}, 1);
  ASSERT_FALSE(applied);
  EXPECT_EQ(applied.error().reason, "TOPIC_DIFFERS");
  EXPECT_EQ(applied.error().values, (Failure::Values{{"topic", "recourse.parts.v1"},
                                                     {"setting", "partitions"},
                                                     {"is", "2"},
                                                     {"should be", "3"}}));
  EXPECT_EQ((*admin().Describe("recourse.parts.v1"))->partitions, 2u);
}

TEST_F(TopicsTest, WhatTheBrokersRefuseIsToldInTheirWords) {
  const auto applied = ApplyTopics(settings(), {{"recourse.copies.v1", 1}}, 3);
  ASSERT_FALSE(applied);
  EXPECT_EQ(applied.error().reason, "TOPIC_REFUSED");
  EXPECT_NE(applied.error().values.at(1).second.find("replication"), std::string::npos);
}

TEST_F(TopicsTest, BrokersThatAreAwayAreSaidToBe) {
  const auto checked =
      CheckTopics({"127.0.0.1:1"}, {{"recourse.any.v1", 1}}, std::chrono::milliseconds(100));
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().reason, "BROKER_AWAY");
  EXPECT_EQ(checked.error().kind, Failure::Kind::kUnavailable);
}

}  // namespace
}  // namespace recourse::bus::kafka
