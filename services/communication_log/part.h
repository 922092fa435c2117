#pragma once

#include <filesystem>
#include <string>

#include "libs/process/part.h"

namespace recourse::communication_log {

struct PartOptions {
  std::filesystem::path templates;        // Of messages; what the build laid beside the programs.
  std::string mail_domain = "localhost";  // Messages come from <issuer>@<mail_domain>.
};

// The service as a process runs it.
process::Part MakePart(const PartOptions& options);

}  // namespace recourse::communication_log
