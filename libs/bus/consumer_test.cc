// The contract, held by the transport of one process, and by one that does all a transport may.

#include <set>

#include "libs/bus/testing/consumer_contract.h"

namespace recourse::bus {
namespace {

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
  std::uint64_t Head(const std::string& service, std::uint32_t shard) const override {
    return inner_->Head(service, shard);
  }

 private:
  const std::unique_ptr<Transport> inner_;
  std::vector<Batch> repeat_;
  int polls_ = 0;
};

std::unique_ptr<Transport> Embedded(std::vector<RunningEngine*> sources) {
  return std::make_unique<EmbeddedTransport>(std::move(sources));
}
std::unique_ptr<Transport> Unreliable(std::vector<RunningEngine*> sources) {
  return std::make_unique<UnreliableTransport>(Embedded(std::move(sources)));
}

INSTANTIATE_TEST_SUITE_P(Transports, ConsumerTest, testing::Values(Embedded, Unreliable),
                         [](const auto& test) {
                           return test.index == 0 ? "Embedded" : "Unreliable";
                         });

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
