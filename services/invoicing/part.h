#pragma once

#include <filesystem>

#include "libs/process/part.h"

namespace recourse::invoicing {

// The service as a process runs it. `rates` is the folder of dated rates and laws: what the build
// laid beside the programs. Where they cannot be read, the process does not start.
process::Part MakePart(const std::filesystem::path& rates);

}  // namespace recourse::invoicing
