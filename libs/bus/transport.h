#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "recourse/history/v1/record.pb.h"

namespace recourse::bus {

using Record = history::v1::Record;
using Records = std::vector<std::shared_ptr<const Record>>;

// Consecutive or not, but in order: records of one shard of one service.
struct Batch {
  std::string service;
  std::uint32_t shard = 0;
  Records records;
};

// How the released records of other services come in. Within a shard they come in order, but a
// transport may repeat records, and may leave some out: the Consumer drops and fetches. Poll, Seek
// and Drained are called by one thread; Wake by any.
class Transport {
 public:
  virtual ~Transport() = default;
  // Goes on behind `sequence` in that shard. Called for every shard before the first Poll.
  virtual void Seek(const std::string& service, std::uint32_t shard, std::uint64_t sequence) = 0;
  // What has come, of all shards, none of it empty; nothing if nothing came within `wait` or Wake
  // was called.
  virtual std::vector<Batch> Poll(std::chrono::milliseconds wait) = 0;
  virtual void Wake() = 0;
  // The last record of the shard that it knows to be there; one that is away knows less. Any
  // thread, once Seek has been called for that shard.
  virtual std::uint64_t Head(const std::string& service, std::uint32_t shard) const = 0;
};

// Gets records straight from the log that owns them, to close a gap.
class Fetcher {
 public:
  virtual ~Fetcher() = default;
  // Records of the shard from `first` on, at most through `last`; at least one, or a failure.
  virtual Expected<Records, Failure> Fetch(const std::string& service, std::uint32_t shard,
                                           std::uint64_t first, std::uint64_t last) = 0;
};

}  // namespace recourse::bus
