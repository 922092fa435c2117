// The contract of a Transport with its Consumer, held by every transport there is: each event acts
// once, in the order of its home, over restarts, repeats and gaps.

#include "libs/bus/consumer.h"

#include <functional>
#include <memory>
#include <set>

#include "libs/bus/embedded_transport.h"
#include "libs/engine/testing/rig.h"

namespace recourse::bus {
namespace {

using engine::RunningEngine;
using engine::counter::Rig;

// Repeats every third round, and leaves out every fifth record: what a transport is allowed to do.
class UnreliableTransport final : public Transport {
 public:
  explicit UnreliableTransport(std::unique_ptr<Transport> inner) : inner_(std::move(inner)) {}

  void Seek(const std::string& service, std::uint32_t shard, std::uint64_t sequence) override {
    inner_->Seek(service, shard, sequence);
  }
  std::vector<Batch> Poll(std::chrono::milliseconds wait) override {
    if (!repeat_.empty()) return std::exchange(repeat_, {});
    std::vector<Batch> round = inner_->Poll(wait);
    if (round.empty()) return round;
    if (++polls_ % 3 == 0) repeat_ = round;
    for (Batch& batch : round) {
      const auto last = batch.records.back();
      std::erase_if(batch.records, [&](const auto& record) {
        return record->sequence() % 5 == 0 && record != last;
      });
    }
    return round;
  }
  void Wake() override { inner_->Wake(); }

 private:
  const std::unique_ptr<Transport> inner_;
  std::vector<Batch> repeat_;
  int polls_ = 0;
};

using MakeTransport =
    std::function<std::unique_ptr<Transport>(std::vector<RunningEngine*> sources)>;

std::unique_ptr<Transport> Embedded(std::vector<RunningEngine*> sources) {
  return std::make_unique<EmbeddedTransport>(std::move(sources));
}
std::unique_ptr<Transport> Unreliable(std::vector<RunningEngine*> sources) {
  return std::make_unique<UnreliableTransport>(Embedded(std::move(sources)));
}

class ConsumerTest : public testing::TestWithParam<MakeTransport> {
 protected:
  ~ConsumerTest() override { Disconnect(); }

  void Connect() {
    transport_ = GetParam()({&source_.engine()});
    fetcher_ = std::make_unique<EmbeddedFetcher>(std::vector<RunningEngine*>{&source_.engine()});
    consumer_ = std::make_unique<Consumer>(target_.engine(), std::vector<std::string>{"source"},
                                           *transport_, *fetcher_);
    consumer_->Start();
  }
  void Disconnect() {
    if (consumer_) consumer_->Stop();
    consumer_.reset();
  }
  void AwaitAll() {
    for (std::uint32_t shard = 0; shard < kShards; ++shard) {
      while (consumer_->mark("source", shard) < source_.engine().released(shard)) {
        std::this_thread::yield();
      }
    }
    target_.DerivedRows();
  }

  static constexpr std::uint32_t kShards = 2;
  Rig source_{"source", kShards};
  Rig target_{"target", kShards};
  std::unique_ptr<Transport> transport_;
  std::unique_ptr<Fetcher> fetcher_;
  std::unique_ptr<Consumer> consumer_;
};

INSTANTIATE_TEST_SUITE_P(Transports, ConsumerTest, testing::Values(Embedded, Unreliable),
                         [](const auto& test) {
                           return test.index == 0 ? "Embedded" : "Unreliable";
                         });

TEST_P(ConsumerTest, EveryEventActsOnceAndInTheOrderOfItsHome) {
  Connect();
  for (int i = 0; i < 200; ++i) source_.Add("h" + std::to_string(i % 7), 20 + i % 50);
  AwaitAll();
  for (int home = 0; home < 7; ++home) {
    const std::string name = "h" + std::to_string(home);
    std::vector<std::string> expected;
    for (int i = home; i < 200; i += 7) {
      expected.push_back(fmt::format("copied {} {} -1", expected.size() + 1, 20 + i % 50));
    }
    EXPECT_EQ(target_.Events(name), expected);
  }
}

TEST_P(ConsumerTest, GoesOnWhereItStoppedAfterARestart) {
  Connect();
  for (int i = 0; i < 50; ++i) source_.Add("h", 1);
  AwaitAll();
  Disconnect();
  for (int i = 0; i < 50; ++i) source_.Add("h", 1);
  target_.Restart(/*forget=*/true);
  Connect();
  AwaitAll();
  EXPECT_EQ(target_.Sum("h", "copied"), 100);
}

TEST_P(ConsumerTest, StopsWhileMuchIsUnderWayAndLosesNothing) {
  for (int i = 0; i < 500; ++i) source_.Add("h", 1);
  for (int round = 0; round < 5; ++round) {
    Connect();
    Disconnect();
  }
  Connect();
  AwaitAll();
  EXPECT_EQ(target_.Sum("h", "copied"), 500);
}

TEST(UnreliableConsumerTest, GapsAreFetchedFromTheOwner) {
  Rig source("source", 1);
  Rig target("target", 1);
  for (int i = 0; i < 20; ++i) source.Add("h", 1);
  const auto transport = Unreliable({&source.engine()});
  EmbeddedFetcher fetcher({&source.engine()});
  Consumer consumer(target.engine(), {"source"}, *transport, fetcher);
  consumer.Start();
  while (consumer.mark("source", 0) < 20) std::this_thread::yield();
  consumer.Stop();
  EXPECT_EQ(consumer.gaps_fetched(), 3u);  // 5, 10 and 15; 20 is the last of its batch.
  EXPECT_EQ(target.Sum("h", "copied"), 20);
}

}  // namespace
}  // namespace recourse::bus
