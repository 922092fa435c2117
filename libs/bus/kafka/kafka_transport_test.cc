// The contract of a Transport, held over a real broker.

#include "libs/bus/kafka/kafka_transport.h"

#include "libs/bus/kafka/relay.h"
#include "libs/bus/kafka/testing/broker.h"
#include "libs/bus/kafka/topics.h"
#include "libs/bus/testing/consumer_contract.h"

namespace recourse::bus {
namespace {

// A log, its relay and the transport that reads what it publishes.
class OverKafka final : public Transport {
 public:
  explicit OverKafka(RunningEngine& source)
      : relay_(source, broker().settings(), folder_.path() / "relay.cursor"),
        transport_(*kafka::KafkaTransport::Open(broker().settings(),
                                                source.log().identity().installation)) {
    const auto& identity = source.log().identity();
    const auto applied = kafka::ApplyTopics(
        broker().settings(), {{kafka::TopicOf(identity.service), identity.shards}}, 1);
    EXPECT_TRUE(applied);
    const auto checked = relay_.Check();
    EXPECT_TRUE(checked) << checked.error().message;
    relay_.Start();
  }
  ~OverKafka() override { relay_.Stop(); }

  void Seek(const std::string& service, std::uint32_t shard, std::uint64_t sequence) override {
    transport_->Seek(service, shard, sequence);
  }
  std::vector<Batch> Poll(std::chrono::milliseconds wait) override {
    return transport_->Poll(wait);
  }
  void Wake() override { transport_->Wake(); }
  std::uint64_t Head(const std::string& service, std::uint32_t shard) const override {
    return transport_->Head(service, shard);
  }

  // Each test has a new log, so the topic of the one before goes.
  static void Forget() {
    EXPECT_TRUE(kafka::Admin::Open(broker().settings(), kafka::kAnswerWithin)
                    ->Delete(kafka::TopicOf("source")));
  }

 private:
  static kafka::Broker& broker() {
    static kafka::Broker broker;
    return broker;
  }

  testkit::TempFolder folder_;
  kafka::Relay relay_;
  std::unique_ptr<kafka::KafkaTransport> transport_;
};

std::unique_ptr<Transport> Kafka(std::vector<RunningEngine*> sources) {
  return std::make_unique<OverKafka>(*sources.at(0));
}

class ForgetTopic final : public testing::EmptyTestEventListener {
  void OnTestEnd(const testing::TestInfo& test) override {
    if (std::string_view(test.test_suite_name()).ends_with("ConsumerTest")) OverKafka::Forget();
  }
};

INSTANTIATE_TEST_SUITE_P(Kafka, ConsumerTest, testing::Values(Kafka));

[[maybe_unused]] const bool listens = [] {
  testing::UnitTest::GetInstance()->listeners().Append(new ForgetTopic);
  return true;
}();

}  // namespace
}  // namespace recourse::bus
