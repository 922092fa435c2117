#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "libs/bus/transport.h"
#include "libs/engine/running_engine.h"

namespace recourse::bus {

// Brings the records of other services into the inbox of an engine, each once in effect: starts
// behind the engine's mark, hands on what the transport gives, and fetches what it left out from
// the owner. Never steps over a record. One thread of its own.
class Consumer {
 public:
  // All outlive the consumer. `services`: whose records to consume.
  Consumer(engine::RunningEngine& engine, std::vector<std::string> services, Transport& transport,
           Fetcher& fetcher);
  ~Consumer();

  // After the engine has started.
  void Start();
  void Stop();

  // The last record of that shard that has been consumed, for good or in memory. Thread safe.
  std::uint64_t mark(const std::string& service, std::uint32_t shard) const;
  // Records of that service that are known to be there and not consumed. Thread safe.
  std::uint64_t behind(const std::string& service) const;
  std::uint64_t gaps_fetched() const { return gaps_fetched_.load(); }

 private:
  using Key = std::pair<std::string, std::uint32_t>;

  void Loop();
  void Take(const std::vector<Batch>& batches);
  void Finish(const Batch& batch, std::uint64_t mark);
  std::vector<std::uint64_t> Deliver(const std::vector<Batch>& batches);
  bool CloseGap(const Batch& batch, std::uint64_t mark);
  void Pause();
  bool stopping() const;

  engine::RunningEngine& engine_;
  const std::vector<std::string> services_;
  Transport& transport_;
  Fetcher& fetcher_;
  std::atomic<std::uint64_t> gaps_fetched_{0};

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::map<Key, std::uint64_t> marks_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace recourse::bus
