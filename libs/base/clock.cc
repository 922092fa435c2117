#include "libs/base/clock.h"

#include "libs/base/check.h"

namespace recourse {

Instant SystemClock::Now() const {
  return std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now());
}

Instant SimulatedClock::Now() const { return Instant(Instant::duration(now_us_.load())); }

void SimulatedClock::AdvanceTo(Instant instant) {
  CHECK(instant >= Now());
  now_us_.store(instant.time_since_epoch().count());
}

}  // namespace recourse
