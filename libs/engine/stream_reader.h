#pragma once

#include <cstdint>
#include <string>

#include "libs/eventlog/event_log.h"

namespace recourse::engine {

// Reads the log of one service stream by stream, for answers that no view holds: what was, rather
// than what is. All methods are thread safe.
class StreamReader {
 public:
  virtual ~StreamReader() = default;

  // Visits the records of a stream from `version` on, in order, as far as the derived store has
  // applied them, until `visit` returns false. To find the log broken ends the process.
  virtual void ScanStream(const std::string& home, const std::string& stream, std::uint64_t version,
                          const eventlog::RecordVisitor& visit) const = 0;
  // Through where the derived store, and so every view, has applied the log.
  virtual std::uint64_t applied(std::uint32_t shard) const = 0;
};

}  // namespace recourse::engine
