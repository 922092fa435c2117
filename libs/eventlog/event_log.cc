#include "libs/eventlog/event_log.h"

#include <fmt/format.h>

#include "libs/eventlog/chunk_scan.h"

namespace recourse::eventlog {

Expected<Done, LogError> EventLog::ScanRecords(std::uint32_t shard, std::uint64_t from, Reads reads,
                                               const RecordVisitor& visit) const {
  ChunkScan scan(identity(), shard, from, visit);
  const auto scanned = ScanChunks(
      shard, from, reads,
      [&](std::uint64_t first, std::string_view bytes) { return scan.Take(first, bytes); });
  return scanned ? scan.result() : scanned;
}

Expected<Done, LogError> EventLog::Scan(std::uint32_t shard, std::uint64_t from,
                                        const RecordVisitor& visit) const {
  return ScanRecords(shard, from, Reads::kAll, visit);
}

Expected<Done, LogError> EventLog::ReadRun(
    std::uint32_t shard, std::uint64_t first, std::uint32_t count,
    const std::function<void(std::string_view record)>& visit) const {
  if (count == 0) return Done{};
  std::uint32_t left = count;
  const auto scanned =
      ScanRecords(shard, first, Reads::kFew, [&](std::uint64_t, std::string_view record) {
        visit(record);
        return --left > 0;
      });
  if (!scanned) return Unexpected{scanned.error()};
  if (left > 0) {
    return Unexpected{LogError{LogError::Kind::kDamaged,
                               fmt::format("{} shard {}: there is no record {}", identity().service,
                                           shard, first + (count - left))}};
  }
  return Done{};
}

Expected<std::string, LogError> EventLog::Read(std::uint32_t shard, std::uint64_t sequence) const {
  std::string bytes;
  const auto read = ReadRun(shard, sequence, 1, [&](std::string_view record) { bytes = record; });
  if (!read) return Unexpected{read.error()};
  return bytes;
}

Expected<Hash, LogError> EventLog::ChainAt(std::uint32_t shard, std::uint64_t sequence) const {
  Hash chain{};
  std::uint64_t reached = 0;
  Sha256 sha256;
  if (sequence == 0) return chain;
  const auto scanned =
      ScanChunks(shard, sequence, Reads::kFew, [&](std::uint64_t first, std::string_view bytes) {
        auto chunk = ChunkReader::Open(bytes);
        if (!chunk || first > sequence) return false;
        chain = chunk->previous();
        for (reached = first - 1; reached < sequence; ++reached) {
          const auto record = chunk->Next();
          if (!record) return false;
          chain = sha256.Link(chain, *record);
        }
        return false;
      });
  if (!scanned) return Unexpected{scanned.error()};
  if (reached != sequence) {
    return Unexpected{
        LogError{LogError::Kind::kDamaged, fmt::format("{} shard {}: record {} is gone or damaged",
                                                       identity().service, shard, sequence)}};
  }
  return chain;
}

}  // namespace recourse::eventlog
