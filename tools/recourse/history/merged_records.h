#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tools/recourse/history/shard_reader.h"

namespace recourse::cli {

// All records of some services that were there when it was opened, ordered by when they were
// recorded, then service, shard and sequence: the same each time it is asked.
class MergedRecords {
 public:
  // `client` must outlive what is opened.
  static Expected<MergedRecords, Failure> Open(const rpc::Client& client,
                                               const std::vector<std::string>& services,
                                               const history::v1::RecordFilter& filter);

  // Nothing at the end.
  Expected<std::optional<history::v1::Record>, Failure> Next();

 private:
  MergedRecords() = default;

  // Puts the reader where its next record belongs, or drops it at its end.
  Expected<Done, Failure> Queue(ShardReader reader);

  std::shared_ptr<ShardReader::Stub> stub_;
  std::vector<ShardReader> readers_;  // A heap: the one with the first record is in front.
};

}  // namespace recourse::cli
