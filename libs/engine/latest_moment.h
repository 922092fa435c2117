#pragma once

#include <algorithm>
#include <atomic>

#include "libs/base/date.h"

namespace recourse::engine {

// The latest moment at which any shard of an engine has decided: none decides at an earlier one,
// whatever the clock says. What is recorded behind another shard's record so has no earlier moment,
// also where the clock was set back, while running or between two starts. Thread safe.
class LatestMoment {
 public:
  // `moment`, or the latest if that is later; from now on the latest.
  Instant Reach(Instant moment) {
    Instant::rep latest = latest_us_.load();
    const Instant::rep us = moment.time_since_epoch().count();
    while (latest < us && !latest_us_.compare_exchange_weak(latest, us)) {
    }
    return Instant(Instant::duration(std::max(latest, us)));
  }

 private:
  std::atomic<Instant::rep> latest_us_ = 0;
};

}  // namespace recourse::engine
