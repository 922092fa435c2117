// A relay and a real broker that is there.

#include "libs/bus/kafka/relay.h"

#include <gtest/gtest.h>

#include "libs/bus/kafka/testing/relay_rig.h"

namespace recourse::bus::kafka {
namespace {

class RelayTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { broker_ = std::make_unique<Broker>(); }
  static void TearDownTestSuite() { broker_.reset(); }

  static inline std::unique_ptr<Broker> broker_;
  RelayRig rig_{broker_->settings()};
};

TEST_F(RelayTest, BringsEveryRecordOnceAndInOrder) {
  rig_.ApplyTopic();
  rig_.Add(20);
  rig_.StartRelay();
  rig_.Add(20);
  rig_.AwaitPublished();
  rig_.ExpectTopicHoldsTheLog();
  rig_.ExpectNothingTwice();
  EXPECT_EQ(rig_.relay().trouble(), "");
}

TEST_F(RelayTest, ALogMadeOfTheTopicGivesTheSameViews) {
  rig_.ApplyTopic();
  rig_.StartRelay();
  rig_.Add(30);
  rig_.AwaitPublished();
  const auto copy = RebuildLog(rig_.settings(), rig_.source().log().identity());
  engine::MemoryKeyValues derived;
  engine::counter::Bank bank;
  const engine::Definition definition = engine::counter::MakeDefinition(rig_.service());
  const auto engine = engine::RunningEngine::Open(
      {definition, *copy, {}, derived, rig_.source().clock(), bank}, {});
  ASSERT_TRUE(engine);
  (*engine)->Start();
  for (std::uint32_t shard = 0; shard < RelayRig::kShards; ++shard) {
    while ((*engine)->applied(shard) < copy->head(shard).sequence) std::this_thread::yield();
  }
  EXPECT_EQ(derived.Scan("", "", 1'000'000), rig_.source().DerivedRows());
  (*engine)->Stop();
}

TEST_F(RelayTest, GoesOnWhereItStopped) {
  rig_.ApplyTopic();
  for (int i = 0; i < 3; ++i) {
    rig_.StartRelay();
    rig_.Add(10);
    rig_.StopRelay();
  }
  rig_.StartRelay();
  rig_.AwaitPublished();
  rig_.ExpectNothingTwice();
}

TEST_F(RelayTest, AnOldOrLostCursorCostsNothingButReading) {
  rig_.ApplyTopic();
  rig_.StartRelay();
  rig_.Add(10);
  rig_.AwaitPublished();
  rig_.StopRelay();
  const auto old = rig_.cursor().string() + ".old";
  std::filesystem::copy(rig_.cursor(), old);
  rig_.StartRelay();
  rig_.Add(10);
  rig_.AwaitPublished();
  rig_.StopRelay();
  std::filesystem::rename(old, rig_.cursor());
  rig_.StartRelay();
  rig_.Add(10);
  rig_.AwaitPublished();
  rig_.StopRelay();
  std::filesystem::remove(rig_.cursor());
  rig_.StartRelay();
  rig_.Add(10);
  rig_.AwaitPublished();
  rig_.ExpectNothingTwice();
}

TEST_F(RelayTest, LargeRecordsPass) {
  rig_.ApplyTopic();
  rig_.StartRelay();
  ASSERT_TRUE(rig_.source().Add("h0", 1, std::string(64, 'r')).outcome);
  for (int i = 0; i < 3; ++i) {
    const auto done = rig_.source().Do(
        {"h0", std::string(1'500'000, 'a'), "", "", engine::counter::Adding("count", {1, {}}), {}});
    ASSERT_TRUE(done.outcome);
  }
  rig_.AwaitPublished();
  rig_.ExpectTopicHoldsTheLog();
  rig_.ExpectNothingTwice();
}

TEST_F(RelayTest, WithoutItsTopicItMayNotStart) {
  EXPECT_EQ(rig_.Check(), "TOPIC_MISSING");
  ASSERT_TRUE(rig_.admin().Create(rig_.topic(), RelayRig::kShards, 1, {}));
  EXPECT_EQ(rig_.Check(), "TOPIC_DIFFERS");
  rig_.ApplyTopic();
  EXPECT_EQ(rig_.Check(), "");
}

TEST_F(RelayTest, ALogThatLostRecordsMayNotStart) {
  rig_.ApplyTopic();
  rig_.StartRelay();
  rig_.Add(1);
  rig_.AwaitPublished();
  rig_.StopRelay();

  // The same service, on a log that has not come as far.
  engine::counter::Rig shorter(rig_.service(), RelayRig::kShards);
  const auto check = [&] {
    const auto checked = Relay(shorter.engine(), rig_.settings(), rig_.cursor()).Check();
    return checked ? "" : checked.error().reason;
  };
  EXPECT_EQ(check(), "LOG_BEHIND_ITS_TOPIC");  // As the cursor knows.
  std::filesystem::remove(rig_.cursor());
  EXPECT_EQ(check(), "LOG_BEHIND_ITS_TOPIC");  // As the topic knows.
  for (int i = 0; i < 2; ++i) {
    for (int home = 0; home < 5; ++home) shorter.Add("h" + std::to_string(home), 2);
  }
  EXPECT_EQ(check(), "LOG_DIFFERS_FROM_TOPIC");
}

TEST_F(RelayTest, ATopicOfAnotherInstallationIsLeftAlone) {
  rig_.ApplyTopic();
  rig_.StartRelay();
  rig_.Add(1);
  rig_.AwaitPublished();
  rig_.StopRelay();
  std::filesystem::remove(rig_.cursor());
  eventlog::MemoryLog log({8, rig_.service(), RelayRig::kShards});
  engine::MemoryKeyValues derived;
  engine::counter::Bank bank;
  const engine::Definition definition = engine::counter::MakeDefinition(rig_.service());
  const auto other =
      engine::RunningEngine::Open({definition, log, {}, derived, rig_.source().clock(), bank}, {});
  const auto checked = Relay(**other, rig_.settings(), rig_.cursor()).Check();
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().reason, "TOPIC_FOREIGN");
  EXPECT_EQ(checked.error().values.at(0).second, rig_.topic());
}

TEST_F(RelayTest, ATopicMadeAnewWhileItWasAwayIsFilledAgain) {
  rig_.ApplyTopic();
  rig_.StartRelay();
  rig_.Add(10);
  rig_.AwaitPublished();
  rig_.StopRelay();
  ASSERT_TRUE(rig_.admin().Delete(rig_.topic()));
  rig_.ApplyTopic();
  rig_.StartRelay();
  rig_.AwaitPublished();
  rig_.ExpectTopicHoldsTheLog();
  rig_.ExpectNothingTwice();
}

TEST_F(RelayTest, ATopicDeletedUnderItIsAskedForAndFilledAgain) {
  rig_.ApplyTopic();
  rig_.StartRelay();
  rig_.Add(10);
  rig_.AwaitPublished();
  ASSERT_TRUE(rig_.admin().Delete(rig_.topic()));
  rig_.Add(10);
  rig_.Await("missed", [&] { return rig_.relay().trouble().starts_with("TOPIC_MISSING"); });
  rig_.Add(10);  // Commands do not wait for it.
  rig_.ApplyTopic();
  rig_.AwaitPublished();
  rig_.ExpectTopicHoldsTheLog();
}

TEST_F(RelayTest, ATopicMadeAnewUnderItIsFilledAgain) {
  rig_.ApplyTopic();
  rig_.StartRelay();
  rig_.Add(10);
  rig_.AwaitPublished();
  ASSERT_TRUE(rig_.admin().Delete(rig_.topic()));
  rig_.ApplyTopic();
  rig_.Add(10);
  rig_.Await("noticed", [&] { return rig_.relay().restarts() > 0; });
  rig_.AwaitPublished();
  rig_.ExpectTopicHoldsTheLog();
}

}  // namespace
}  // namespace recourse::bus::kafka
