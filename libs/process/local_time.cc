#include "libs/process/local_time.h"

#include <algorithm>
#include <utility>

namespace recourse::process {

Expected<Done, Failure> LocalTime::GoOn(const std::vector<ClockFile>& files) {
  Instant now = clock_.Now();
  for (const ClockFile& file : files) {
    const auto stood = file.Read();
    if (!stood) return Unexpected{stood.error()};
    now = std::max(now, stood->value_or(now));
  }
  for (const Host* host : hosts_) {
    const auto& log = host->engine().log();
    for (std::uint32_t shard = 0; shard < log.identity().shards; ++shard) {
      now = std::max(now, Instant(Instant::duration(log.head(shard).recorded_at_us)));
    }
  }
  clock_.AdvanceTo(now);
  return Done{};
}

Expected<Standing, Failure> LocalTime::Look() {
  Standing standing{.now = clock_.Now()};
  for (const Host* host : hosts_) {
    const auto due = host->engine().next_timer();
    if (due && (!standing.next_timer || *due < *standing.next_timer)) standing.next_timer = due;
    standing.services.push_back(host->Look());
  }
  return standing;
}

Expected<Done, Failure> LocalTime::MoveTo(Instant instant) {
  if (instant > clock_.Now()) clock_.AdvanceTo(instant);
  return Done{};
}

Expected<std::uint64_t, Failure> LocalTime::FireDue() {
  std::uint64_t fired = 0;
  for (Host* host : hosts_) fired += host->engine().FireDue();
  return fired;
}

}  // namespace recourse::process
