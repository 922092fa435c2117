#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "libs/eventlog/event_log.h"

namespace recourse::eventlog {

// What a walk over a whole log found.
struct Verified {
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;  // Of records, without framing.
  std::vector<Head> heads;  // By shard.
};

// Reads every record of every shard and checks checksums, density, the chain from the first record
// on, and that each record says of itself where it stands: installation, service, shard, sequence,
// recorded_at that never falls, versions dense per stream. `visit`, if given, sees each record.
// The first fault ends it.
Expected<Verified, LogError> Verify(
    const EventLog& log,
    const std::function<std::optional<std::string>(std::string_view record)>& visit = {});

}  // namespace recourse::eventlog
