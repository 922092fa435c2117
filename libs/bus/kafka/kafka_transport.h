#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "libs/bus/kafka/settings.h"
#include "libs/bus/transport.h"

namespace recourse::bus::kafka {

// The transport between processes: follows the topics of other services. It belongs to no consumer
// group, since a Consumer's mark lies with its log. Where brokers or topics are away it waits, and
// goes on by itself.
//
// Record n of a shard never lies before offset n-1 of its partition, as the relay publishes them
// densely from 1 on, so that is where it starts. Where the topic has some twice it starts early,
// and the Consumer drops them; where the topic lacks some, the Consumer fetches them.
class KafkaTransport final : public Transport {
 public:
  // `installation`: whose records to take; others are passed over, and complained of.
  static Expected<std::unique_ptr<KafkaTransport>, Failure> Open(const Settings& settings,
                                                                 std::uint64_t installation);
  ~KafkaTransport() override;

  void Seek(const std::string& service, std::uint32_t shard, std::uint64_t sequence) override;
  std::vector<Batch> Poll(std::chrono::milliseconds wait) override;
  void Wake() override;
  std::uint64_t Head(const std::string& service, std::uint32_t shard) const override;

 private:
  struct Client;
  struct Partition {
    std::string service;
    std::uint32_t shard = 0;
    std::uint64_t sequence = 0;  // Handed out through there.
    bool begun = false;
    bool hangs = false;   // librdkafka did not let go of it: it is left until the process ends.
    bool beyond = false;  // The brokers said that the partition does not reach there.
    // How far offsets lie ahead of sequences, which begin with 1: what the topic has twice.
    std::atomic<std::int64_t> ahead = -1;
    std::chrono::steady_clock::time_point begin_at;  // If it has not.
  };
  using Key = std::pair<std::string, std::uint32_t>;  // Topic and partition.

  explicit KafkaTransport(std::uint64_t installation);
  void Begin();
  // Errors are librdkafka's; 0 is none.
  int BeginWith(const std::string& topic, const Partition& partition) const;
  bool End(const Key& key, const Partition& partition) const;
  void Halt(const Key& key, Partition& partition, int error);

  const std::uint64_t installation_;
  std::map<Key, Partition> partitions_;
  std::string complaint_;
  std::unique_ptr<Client> client_;
};

}  // namespace recourse::bus::kafka
