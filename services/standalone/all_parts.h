#pragma once

#include <filesystem>
#include <vector>

#include "libs/process/part.h"
#include "services/communication_log/part.h"

namespace recourse::standalone {

// All four services, to be run in one process. `rates` is the folder of invoicing's rates and laws.
std::vector<process::Part> AllParts(const std::filesystem::path& rates,
                                    const communication_log::PartOptions& messages);

}  // namespace recourse::standalone
