#pragma once

#include <cstdint>
#include <vector>

#include "libs/observability/metrics.h"
#include "libs/process/host.h"

namespace recourse::process {

// Has `metrics` read what an operator should be told of a service: what is parked, and what is
// behind. Gives what Metrics::RemoveReading takes. `host` is connected.
std::vector<std::uint64_t> AddReadings(observability::Metrics& metrics, const Host& host);

}  // namespace recourse::process
