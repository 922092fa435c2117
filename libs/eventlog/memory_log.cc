#include "libs/eventlog/memory_log.h"

#include <utility>

#include "libs/base/check.h"

namespace recourse::eventlog {

MemoryLog::MemoryLog(Identity identity)
    : identity_(std::move(identity)), shards_(identity_.shards) {}

Head MemoryLog::head(std::uint32_t shard) const {
  const std::lock_guard lock(mutex_);
  return shards_.at(shard).head;
}

Expected<Done, LogError> MemoryLog::Append(const std::vector<ShardBatch>& group) {
  const std::lock_guard lock(mutex_);
  for (const ShardBatch& batch : group) {
    Shard& shard = shards_.at(batch.shard);
    CHECK(!batch.chunks.empty() && batch.chunks.front().first == shard.head.sequence + 1);
    for (const Chunk& chunk : batch.chunks) shard.chunks.emplace(chunk.first, chunk.bytes);
    shard.head = batch.head;
  }
  return Done{};
}

Expected<Done, LogError> MemoryLog::ScanChunks(std::uint32_t shard, std::uint64_t from, Reads,
                                               const ChunkVisitor& visit) const {
  std::map<std::uint64_t, std::string> chunks;  // A copy, so that a visitor may append.
  {
    const std::lock_guard lock(mutex_);
    const auto& all = shards_.at(shard).chunks;
    auto begin = all.upper_bound(from);
    if (begin != all.begin()) --begin;
    chunks.insert(begin, all.end());
  }
  for (const auto& [first, bytes] : chunks) {
    if (!visit(first, bytes)) break;
  }
  return Done{};
}

}  // namespace recourse::eventlog
