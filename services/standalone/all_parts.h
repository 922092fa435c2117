#pragma once

#include <vector>

#include "libs/process/part.h"
#include "services/communication_log/part.h"

namespace recourse::standalone {

// All four services, to be run in one process.
std::vector<process::Part> AllParts(const communication_log::PartOptions& options);

}  // namespace recourse::standalone
