#pragma once

#include <vector>

#include "libs/bus/kafka/relay_cursor.h"
#include "libs/bus/kafka/settings.h"
#include "libs/engine/running_engine.h"

namespace recourse::bus::kafka {

// How a partition stands.
struct Place {
  Published last;         // Of the records that lie there without a gap from 1 on.
  std::int64_t next = 0;  // The offset that the next message will get.
};

// Finds through where the topic of the engine's service holds its log, shard by shard. `known` is
// where an earlier look ended; what lies before it is not read again, if the record that it names
// still lies there. Otherwise the partition was cut, or the topic made anew, and is read whole.
//
// Nothing is written. Fails with
//   BROKER_AWAY             kUnavailable
//   TOPIC_FOREIGN           the topic holds what this log has not written
//   LOG_BEHIND_ITS_TOPIC    the log has lost records that others have seen
//   LOG_DIFFERS_FROM_TOPIC  so it has, and has written others since
Expected<std::vector<Place>, Failure> FindPublished(const Settings& settings,
                                                    const engine::RunningEngine& engine,
                                                    const std::vector<Published>& known);

// LOG_BEHIND_ITS_TOPIC if the log ends before what was published of it.
Expected<Done, Failure> CheckReaches(const engine::RunningEngine& engine,
                                     const std::vector<Published>& published);

// Whether the log itself is not what it was: nothing more may be written to it then.
bool IsLogFailure(const Failure& failure);

}  // namespace recourse::bus::kafka
