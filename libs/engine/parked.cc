// What waits for an operator: telling of it, and trying it again.

#include "libs/engine/parked.h"

#include "libs/base/check.h"
#include "libs/engine/derived_keys.h"
#include "libs/engine/engine_events.h"
#include "libs/engine/log_failure.h"
#include "libs/engine/running_engine.h"
#include "libs/eventlog/bytes.h"

namespace recourse::engine {

std::vector<ParkedEvent> RunningEngine::ParkedEvents(std::uint32_t shard) const {
  std::vector<ParkedEvent> events;
  for (const auto& [key, sequence] : parts_.derived.Scan(keys::Parked(shard), {}, 2 * kParkedMax)) {
    const auto bytes = parts_.log.Read(shard, eventlog::ReadFixed64(sequence, 0));
    if (!bytes) EndOnLogError(bytes.error());
    Record ours;
    Record event;
    CHECK(ours.ParseFromString(*bytes));
    const auto parked = ReadEvent<history::v1::EventParked>(ours);
    CHECK(event.ParseFromString(parked.record()));
    events.push_back({shard, parked.service(), ours.home(), parked.sequence(), event.type(),
                      parked.reason(), ours.recorded_at_us()});
  }
  return events;
}

std::size_t RunningEngine::parked_events() const {
  std::size_t count = 0;
  for (std::uint32_t shard = 0; shard < parts_.log.identity().shards; ++shard) {
    parts_.derived.ForEach(keys::Parked(shard), [&](std::string_view, std::string_view) {
      ++count;
      return true;
    });
  }
  return count;
}

void RunningEngine::RetryParked(ParkedJob job) {
  const std::uint32_t shard = ShardOf(job.home);
  auto done = job.done;
  Post(shard, std::move(job), done);
}

}  // namespace recourse::engine
