#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "recourse/history/v1/record.pb.h"

namespace recourse::cli {

// The place of a record in one of the logs.
struct RecordPlace {
  std::string service;
  std::uint32_t shard = 0;
  std::uint64_t sequence = 0;

  bool operator==(const RecordPlace&) const = default;
};

// The record that led to this one, if that is known to be in a log: an event of another service, or
// a promise of another service, which asks by a request id that names it. Not a timer, nor the
// promise that it is the answer to, which stands before it in its own shard.
std::optional<RecordPlace> CauseOf(const history::v1::Record& record);

}  // namespace recourse::cli
