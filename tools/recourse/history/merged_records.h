#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tools/recourse/history/shard_reader.h"

namespace recourse::cli {

// All records of some services that were there when it was opened, ordered by when they were
// recorded, then service and shard: the same each time it is asked. What was recorded in the same
// moment comes after its cause (CauseOf), and the answer to a promise after what was done for it.
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

  using Shard = std::pair<std::string, std::uint32_t>;  // Of a service.
  // Where the next record of a shard belongs. An answer to a promise does not say what was done for
  // it, so it waits for all else of its moment.
  struct Place {
    std::int64_t recorded_at_us;
    bool answers_a_promise;
    Shard shard;

    auto operator<=>(const Place&) const = default;
  };
  using Order = std::set<Place>;

  static Place PlaceOf(const history::v1::Record& record);
  // The first record from `place` on whose cause has been shown, or is not to be.
  Order::const_iterator Unblocked(Order::const_iterator place);
  // Puts the reader where its next record belongs, or drops it at its end.
  Expected<Done, Failure> Queue(ShardReader reader);

  std::shared_ptr<ShardReader::Stub> stub_;
  // The same shards in both, each with a record at hand, so that Peek reads nothing.
  Order order_;
  std::map<Shard, ShardReader> readers_;
};

}  // namespace recourse::cli
