#include "libs/eventlog/chunk_scan.h"

#include <fmt/format.h>

#include <algorithm>

namespace recourse::eventlog {

ChunkScan::ChunkScan(const Identity& identity, std::uint32_t shard, std::uint64_t from,
                     const RecordVisitor& visit)
    : identity_(identity), shard_(shard), from_(from), visit_(visit) {}

bool ChunkScan::Damaged(std::uint64_t sequence, const std::string& what) {
  result_ = Unexpected{LogError{
      LogError::Kind::kDamaged,
      fmt::format("{} shard {} record {}: {}", identity_.service, shard_, sequence, what)}};
  return false;
}

bool ChunkScan::Take(std::uint64_t first, std::string_view bytes) {
  if (next_ == 0 && first > std::max<std::uint64_t>(from_, 1))
    next_ = std::max<std::uint64_t>(from_, 1);
  if (next_ != 0 && first != next_) {
    return Damaged(next_, fmt::format("missing: the next chunk begins at {}", first));
  }
  auto chunk = ChunkReader::Open(bytes);
  if (!chunk) return Damaged(first, "the header of its chunk is damaged");

  std::uint64_t sequence = first;
  while (const auto record = chunk->Next()) {
    if (sequence >= from_ && !visit_(sequence, *record)) return false;
    ++sequence;
  }
  if (chunk->damaged()) return Damaged(sequence, "its frame or checksum is damaged");
  next_ = sequence;
  return true;
}

}  // namespace recourse::eventlog
