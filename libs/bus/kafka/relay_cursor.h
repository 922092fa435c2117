#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/eventlog/event_log.h"

namespace recourse::bus::kafka {

// Through where a partition holds its shard: the last record, and where it lies.
struct Published {
  std::uint64_t sequence = 0;  // 0: none.
  std::int64_t offset = -1;

  bool operator==(const Published&) const = default;
};

// A synced file that says how far a log had been published, shard by shard. It spares the relay
// reading a topic from its first record, and it is a witness: a log that ends before it has lost
// records. It may be deleted; the topic is then read.
class RelayCursor {
 public:
  RelayCursor(std::filesystem::path file, eventlog::Identity identity)
      : file_(std::move(file)), identity_(std::move(identity)) {}

  // One a shard; all at 0 if there is no file. kInternal, RELAY_CURSOR, naming the file, if it is
  // not what Write leaves for this log.
  Expected<std::vector<Published>, Failure> Read() const;
  // On disk when this returns.
  Expected<Done, Failure> Write(const std::vector<Published>& shards) const;

 private:
  Failure Broken(const std::string& why) const;

  const std::filesystem::path file_;
  const eventlog::Identity identity_;
};

}  // namespace recourse::bus::kafka
