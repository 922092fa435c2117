#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/expected.h"
#include "libs/eventlog/chunk.h"

namespace recourse::eventlog {

// What is fixed when a log is made, at `init`, and never changes.
struct Identity {
  std::uint64_t installation = 0;
  std::string service;
  std::uint32_t shards = 16;

  bool operator==(const Identity&) const = default;
};

struct LogError {
  enum class Kind {
    kMissing,   // There is no log: only `init` makes one.
    kExists,    // `init` found one.
    kMismatch,  // The log is of another installation, service or number of shards.
    kDamaged,   // A checksum, the chain or the density is broken, or records are gone.
    kInUse,     // Another process has it open for writing.
    kIo,        // The store failed; after a failed write its outcome is unknown.
  };
  Kind kind = Kind::kIo;
  std::string message;  // One sentence that names the place, for an operator.
};

// Sees one record; false ends the scan.
using RecordVisitor = std::function<bool(std::uint64_t sequence, std::string_view record)>;
// Sees one chunk as it is stored, unchecked; false ends the scan.
using ChunkVisitor = std::function<bool(std::uint64_t first, std::string_view bytes)>;

// The append-only log of one service: per shard a dense, chained sequence of records. Appends of
// different threads must touch different shards; reads are free and see what has been appended,
// which may not have been released yet: the caller bounds them.
class EventLog {
 public:
  virtual ~EventLog() = default;

  virtual const Identity& identity() const = 0;
  virtual std::uint32_t epoch() const = 0;
  virtual Head head(std::uint32_t shard) const = 0;

  // Writes a group, whole or not at all; it is on disk when this returns. After an error the
  // process must end, since nobody knows what was written.
  virtual Expected<Done, LogError> Append(const std::vector<ShardBatch>& group) = 0;

  // Visits the chunks of `shard` in order, from the one that holds record `from` on. After kFew,
  // what lies beside them may be kept for the next few.
  enum class Reads { kAll, kFew };
  virtual Expected<Done, LogError> ScanChunks(std::uint32_t shard, std::uint64_t from, Reads reads,
                                              const ChunkVisitor& visit) const = 0;

  // Visits the records of `shard` from sequence `from` on, in order, checking each.
  Expected<Done, LogError> Scan(std::uint32_t shard, std::uint64_t from,
                                const RecordVisitor& visit) const;
  // Visits `count` records from sequence `first` on; it is an error if they are not there.
  Expected<Done, LogError> ReadRun(std::uint32_t shard, std::uint64_t first, std::uint32_t count,
                                   const std::function<void(std::string_view record)>& visit) const;
  // One record.
  Expected<std::string, LogError> Read(std::uint32_t shard, std::uint64_t sequence) const;
  // The hash of the chain through one record; zero before the first.
  Expected<Hash, LogError> ChainAt(std::uint32_t shard, std::uint64_t sequence) const;

 private:
  Expected<Done, LogError> ScanRecords(std::uint32_t shard, std::uint64_t from, Reads reads,
                                       const RecordVisitor& visit) const;
};

}  // namespace recourse::eventlog
