#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "libs/bus/transport.h"
#include "libs/engine/running_engine.h"

namespace recourse::bus {

// The transport of one process: tails the logs of the other engines, as far as they are released.
// One for each consumer.
class EmbeddedTransport final : public Transport {
 public:
  // The sources outlive it.
  explicit EmbeddedTransport(std::vector<engine::RunningEngine*> sources);
  ~EmbeddedTransport() override;
  EmbeddedTransport(const EmbeddedTransport&) = delete;
  EmbeddedTransport& operator=(const EmbeddedTransport&) = delete;

  void Seek(const std::string& service, std::uint32_t shard, std::uint64_t sequence) override;
  std::vector<Batch> Poll(std::chrono::milliseconds wait) override;
  void Wake() override;
  std::uint64_t Head(const std::string& service, std::uint32_t shard) const override;

 private:
  struct Cursor {
    engine::RunningEngine* source;
    std::uint32_t shard;
    std::uint64_t sequence;
  };

  engine::RunningEngine& Source(const std::string& service) const;
  std::vector<Batch> ReadRound();
  Batch Read(Cursor& cursor);

  const std::vector<engine::RunningEngine*> sources_;
  std::vector<std::uint64_t> listeners_;  // One for each source.
  std::vector<Cursor> cursors_;
  std::size_t next_ = 0;  // So that no shard starves another.
  std::chrono::steady_clock::time_point next_round_;

  std::mutex mutex_;
  std::condition_variable wake_;
  bool released_ = false;
  bool woken_ = false;
};

// Fetches from the logs of this process.
class EmbeddedFetcher final : public Fetcher {
 public:
  explicit EmbeddedFetcher(std::vector<engine::RunningEngine*> sources)
      : sources_(std::move(sources)) {}
  Expected<Records, Failure> Fetch(const std::string& service, std::uint32_t shard,
                                   std::uint64_t first, std::uint64_t last) override;

 private:
  const std::vector<engine::RunningEngine*> sources_;
};

}  // namespace recourse::bus
