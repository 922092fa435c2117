// A relay whose brokers go away, lose what they had, or change places.

#include <gtest/gtest.h>

#include "libs/bus/consumer.h"
#include "libs/bus/embedded_transport.h"
#include "libs/bus/kafka/kafka_transport.h"
#include "libs/bus/kafka/testing/relay_rig.h"

namespace recourse::bus::kafka {
namespace {

// Another service that listens to the rig's, over the topic.
class Listener {
 public:
  explicit Listener(RelayRig& rig)
      : rig_(rig),
        transport_(*KafkaTransport::Open(rig.settings(), 7)),
        consumer_(target_.engine(), {rig.service()}, *transport_, fetcher_) {
    consumer_.Start();
  }
  ~Listener() { consumer_.Stop(); }

  void AwaitAll() {
    rig_.Await("consumed", [this] {
      for (std::uint32_t shard = 0; shard < RelayRig::kShards; ++shard) {
        if (consumer_.mark(rig_.service(), shard) < rig_.source().engine().released(shard)) {
          return false;
        }
      }
      return true;
    });
  }
  // Each event has acted once, and in order.
  void ExpectAllOnce() {
    for (int i = 0; i < 5; ++i) {
      const std::string home = "h" + std::to_string(i);
      std::vector<std::string> expected = rig_.source().Events(home);
      for (std::string& event : expected) event.replace(0, std::string("count").size(), "copied");
      EXPECT_EQ(target_.Events(home), expected) << home;
    }
  }
  std::uint64_t gaps_fetched() const { return consumer_.gaps_fetched(); }

 private:
  RelayRig& rig_;
  engine::counter::Rig target_{"target", RelayRig::kShards};
  std::unique_ptr<KafkaTransport> transport_;
  EmbeddedFetcher fetcher_{{&rig_.source().engine()}};
  Consumer consumer_;
};

class RelayFaultsTest : public testing::Test {
 protected:
  RelayFaultsTest() { rig_.ApplyTopic(); }

  Broker broker_;
  RelayRig rig_{broker_.settings()};
};

TEST_F(RelayFaultsTest, ABrokerKilledUnderCommandsLosesNothing) {
  rig_.StartRelay();
  Listener listener(rig_);
  for (int i = 0; i < 3; ++i) {
    rig_.Add(300);  // Many are on their way,
    broker_.Kill();
    rig_.Add(300);
    broker_.Start();
  }
  rig_.AwaitPublished();
  listener.AwaitAll();
  rig_.ExpectTopicHoldsTheLog();
  listener.ExpectAllOnce();
}

TEST_F(RelayFaultsTest, WhileTheBrokerIsAwayCommandsGoOnAndAStopDoesNotHang) {
  rig_.StartRelay();
  rig_.Add(10);
  rig_.AwaitPublished();
  broker_.Kill();
  rig_.Add(200);
  EXPECT_EQ(rig_.relay().behind(), 1'000u);
  const auto begun = std::chrono::steady_clock::now();
  rig_.StopRelay();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(15));
  rig_.StartRelay();  // It may: nobody can say that the log is wrong.
  rig_.Add(200);
  broker_.Start();
  rig_.AwaitPublished();
  rig_.ExpectTopicHoldsTheLog();
}

TEST_F(RelayFaultsTest, ABrokerThatIsGoneIsSaidToTakeNothingUntilItIsBack) {
  rig_.StartRelay();
  rig_.Add(10);
  rig_.AwaitPublished();
  EXPECT_EQ(rig_.relay().trouble(), "");
  broker_.Kill();
  rig_.Add(10);
  rig_.Await("said", [&] { return rig_.relay().trouble().starts_with("BROKERS_TAKE_NOTHING"); });
  broker_.Start();
  rig_.AwaitPublished();
  rig_.Await("unsaid", [&] { return rig_.relay().trouble().empty(); });
}

TEST_F(RelayFaultsTest, ATailThatWasCutIsPublishedAgain) {
  rig_.StartRelay();
  Listener listener(rig_);
  rig_.Add(10);
  rig_.AwaitPublished();
  listener.AwaitAll();
  const std::uintmax_t kept = broker_.BytesOf(rig_.topic(), 0);
  rig_.Add(10);
  rig_.AwaitPublished();
  broker_.Kill();
  broker_.Cut(rig_.topic(), 0, kept);
  broker_.Start();
  // The control: without the relay the topic lacks them.
  EXPECT_LT(SequencesOf(rig_.settings(), rig_.service(), 0).size(),
            rig_.source().engine().released(0));
  rig_.Add(10);
  rig_.Await("noticed", [&] { return rig_.relay().restarts() > 0; });
  rig_.AwaitPublished();
  rig_.ExpectTopicHoldsTheLog();
  listener.AwaitAll();
  listener.ExpectAllOnce();
}

TEST_F(RelayFaultsTest, WhoListensSurvivesATopicMadeAnew) {
  rig_.StartRelay();
  Listener listener(rig_);
  rig_.Add(20);
  listener.AwaitAll();
  ASSERT_TRUE(rig_.admin().Delete(rig_.topic()));
  rig_.Add(20);
  rig_.ApplyTopic();
  rig_.AwaitPublished();
  rig_.Add(20);
  listener.AwaitAll();
  listener.ExpectAllOnce();
  rig_.ExpectTopicHoldsTheLog();
}

TEST(RelayLeaderTest, ALeaderThatDiesIsFollowedByTheOther) {
  Broker first;
  Broker second(&first);
  const Settings both{first.settings().brokers + "," + second.settings().brokers};
  RelayRig rig(both, 2);
  rig.ApplyTopic();
  rig.StartRelay();
  Listener listener(rig);
  for (int i = 0; i < 3; ++i) {
    rig.Add(20);
    second.Kill();
    rig.Add(20);
    second.Start();
    rig.AwaitPublished();
  }
  listener.AwaitAll();
  rig.ExpectTopicHoldsTheLog();
  listener.ExpectAllOnce();
}

}  // namespace
}  // namespace recourse::bus::kafka
