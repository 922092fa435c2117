#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "libs/base/expected.h"
#include "tests/bench/frames.h"
#include "tests/bench/grpc_connection.h"
#include "tests/bench/histogram.h"

namespace recourse::bench {

// What to send, how fast and for how long. A load ends after `seconds`, or when `count` calls were
// made, or when the bodies are used up: no body is sent twice.
struct LoadPlan {
  Call call;
  std::size_t connections = 1;
  // Closed loop: so many calls are always under way. Ignored in an open loop.
  std::size_t in_flight = 1;
  // Open loop: so many calls a second are begun whether or not earlier ones were answered, and the
  // latency of each is taken from the moment it was meant to begin. 0: closed loop.
  double rate_per_second = 0;
  double seconds = 10;
  // At the beginning, sent and checked like the rest, but left out of latency, rate and CPU.
  double warmup_seconds = 0;
  std::size_t count = SIZE_MAX;
  // Whose CPU to read at the ends of what is measured.
  std::optional<int> server_pid;
};

// An open loop keeps at most so many calls under way; those behind wait, and their wait counts.
inline constexpr std::size_t kOpenLoopInFlightMax = 16'384;
// How long, after the last call was made, its answer is waited for.
inline constexpr double kDrainSeconds = 30;

struct LoadReport {
  // Of the whole load, warm-up included.
  std::uint64_t sent = 0;
  std::uint64_t acknowledged = 0;               // Answered with grpc-status 0 and a message.
  std::map<std::string, std::uint64_t> failed;  // By "HTTP status/gRPC status message".
  std::uint64_t unanswered = 0;                 // Sent, and no answer within kDrainSeconds.
  std::uint64_t unsent = 0;                     // Open loop: due before the end, never begun.

  // Of the measured part, between warm-up and end, or the first reply if that came later still: a
  // server that stands still for the whole of a short part has a rate all the same. `latency` is
  // of the calls that were begun (in an open loop: due) in it, also where the reply came later; the
  // rest is of the replies that came.
  double measured_seconds = 0;
  std::uint64_t measured_replies = 0;
  Histogram latency;
  std::int64_t own_cpu_us = 0;
  std::optional<std::int64_t> server_cpu_us;

  // Every call that was to be made was made and done.
  bool Clean() const { return sent == acknowledged && unsent == 0 && sent > 0; }
};

// Runs the load on this thread. Fails if the server cannot be reached or a connection is lost.
Expected<LoadReport, std::string> RunLoad(const LoadPlan& plan, const FrameFile& bodies);

}  // namespace recourse::bench
