#pragma once

#include <map>
#include <mutex>
#include <vector>

#include "libs/eventlog/event_log.h"

namespace recourse::eventlog {

// The log without a disk, for tests: same chunks, same checks, nothing survives. A test may derive
// from it what fails or waits. Thread safe.
class MemoryLog : public EventLog {
 public:
  explicit MemoryLog(Identity identity);

  const Identity& identity() const override { return identity_; }
  std::uint32_t epoch() const override { return 1; }
  Head head(std::uint32_t shard) const override;
  Expected<Done, LogError> Append(const std::vector<ShardBatch>& group) override;
  Expected<Done, LogError> ScanChunks(std::uint32_t shard, std::uint64_t from, Reads reads,
                                      const ChunkVisitor& visit) const override;

 private:
  struct Shard {
    std::map<std::uint64_t, std::string> chunks;  // By first sequence.
    Head head;
  };

  const Identity identity_;
  mutable std::mutex mutex_;
  std::vector<Shard> shards_;
};

}  // namespace recourse::eventlog
