#pragma once

#include <cstdint>
#include <functional>
#include <optional>

namespace recourse::bench {

// Nanoseconds on the monotonic clock.
std::int64_t NowNs();

// CPU that this process has used so far, user and system, all threads, in microseconds.
std::int64_t OwnCpuUs();

// The same of another process, to 10 ms. Nothing if there is no such process.
std::optional<std::int64_t> CpuUsOf(int pid);

// What a piece of work cost.
struct Cost {
  double seconds = 0;
  std::int64_t cpu_us = 0;
};

// Does `work` once and tells what it cost.
Cost Measure(const std::function<void()>& work);

// Does `work` `passes` times, at least once; the cost of the pass whose time is in the middle, so
// that neither a cold first pass nor a disturbed one counts.
Cost MeasureMedian(int passes, const std::function<void()>& work);

}  // namespace recourse::bench
