#pragma once

#include <string>

#include "libs/eventlog/event_log.h"

namespace recourse::eventlog {

// Walks the chunks of one shard in order and holds them against each other: each must begin where
// the one before ended, in sequence. Every log reads through this, so every read checks the same.
class ChunkScan {
 public:
  // Records below `from` are stepped over.
  ChunkScan(const Identity& identity, std::uint32_t shard, std::uint64_t from,
            const RecordVisitor& visit);

  // False when the scan is over, because the visitor had enough or `error` says why.
  bool Take(std::uint64_t first, std::string_view bytes);
  const Expected<Done, LogError>& result() const { return result_; }

 private:
  bool Damaged(std::uint64_t sequence, const std::string& what);

  const Identity& identity_;
  const std::uint32_t shard_;
  const std::uint64_t from_;
  const RecordVisitor& visit_;
  std::uint64_t next_ = 0;  // 0 until the first chunk.
  Expected<Done, LogError> result_ = Done{};
};

}  // namespace recourse::eventlog
