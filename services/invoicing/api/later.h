#pragma once

#include <chrono>
#include <functional>

#include "libs/base/date.h"

// For handlers that answer by themselves, later.
namespace recourse::invoicing {

// The wall clock's reading at `deadline`, which is how an engine is told to wait no longer.
Instant WallClockAt(std::chrono::steady_clock::time_point deadline);

// Leaves the thread that calls this, which is an engine's and must not block: `work` runs on one of
// gRPC's.
void RunOnGrpcThread(std::function<void()> work);

}  // namespace recourse::invoicing
