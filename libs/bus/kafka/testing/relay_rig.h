#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>

#include "libs/bus/kafka/relay.h"
#include "libs/bus/kafka/testing/broker.h"
#include "libs/bus/kafka/testing/topic_copy.h"
#include "libs/bus/kafka/topics.h"
#include "libs/engine/testing/rig.h"

namespace recourse::bus::kafka {

// An engine of counters, whose service has the test's own name and so a topic of its own, and a
// relay between the two.
class RelayRig {
 public:
  explicit RelayRig(Settings settings, std::uint16_t replicas = 1)
      : settings_(std::move(settings)), replicas_(replicas) {}
  ~RelayRig() { StopRelay(); }

  engine::counter::Rig& source() { return source_; }
  Relay& relay() { return *relay_; }
  std::filesystem::path cursor() const { return folder_.path() / "relay.cursor"; }
  std::string topic() const { return TopicOf(service_); }
  const std::string& service() const { return service_; }
  const Settings& settings() const { return settings_; }
  Admin admin() const { return *Admin::Open(settings_, kAnswerWithin); }

  void ApplyTopic() {
    const auto applied = ApplyTopics(settings_, {{topic(), kShards}}, replicas_);
    ASSERT_TRUE(applied) << applied.error().message;
  }
  // Why it may not start; empty if it may.
  std::string Check() {
    relay_ = std::make_unique<Relay>(source_.engine(), settings_, cursor());
    const auto checked = relay_->Check();
    return checked ? "" : checked.error().reason;
  }
  void StartRelay() {
    ASSERT_EQ(Check(), "");
    relay_->Start();
  }
  void StopRelay() {
    if (relay_) relay_->Stop();
    relay_.reset();
  }
  // One record in each of five homes, `times` over.
  void Add(int times) {
    for (int i = 0; i < times; ++i) {
      for (int home = 0; home < 5; ++home) source_.Add("h" + std::to_string(home), 1);
    }
  }
  void AwaitPublished() {
    ASSERT_TRUE(relay_->AwaitPublished(std::chrono::minutes(1))) << relay_->trouble();
  }
  template <class Condition>
  void Await(const char* what, Condition condition) {
    for (int i = 0; i < 6'000 && !condition(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ASSERT_TRUE(condition()) << what << "; trouble: " << relay_->trouble();
  }
  // The topic holds every record, byte for byte: a log made of it has the same chain.
  void ExpectTopicHoldsTheLog() {
    const auto copy = RebuildLog(settings_, source_.log().identity());
    for (std::uint32_t shard = 0; shard < kShards; ++shard) {
      EXPECT_EQ(copy->head(shard), source_.log().head(shard)) << "shard " << shard;
    }
  }
  // And each once, in order.
  void ExpectNothingTwice() {
    for (std::uint32_t shard = 0; shard < kShards; ++shard) {
      const auto sequences = SequencesOf(settings_, service_, shard);
      EXPECT_EQ(sequences.size(), source_.engine().released(shard));
      for (std::size_t i = 0; i < sequences.size(); ++i) EXPECT_EQ(sequences[i], i + 1);
    }
  }

  static constexpr std::uint32_t kShards = 2;

 private:
  const Settings settings_;
  const std::uint16_t replicas_;
  const std::string service_ = testing::UnitTest::GetInstance()->current_test_info()->name();
  testkit::TempFolder folder_;
  engine::counter::Rig source_{service_, kShards};
  std::unique_ptr<Relay> relay_;
};

}  // namespace recourse::bus::kafka
