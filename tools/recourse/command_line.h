#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "libs/process/exit_code.h"

namespace recourse::cli {

using process::ExitCode;

// The whole of `recourse`, but for the process around it: understands `arguments` (without the
// program's name) and does what they ask. `terminal` says whether `err` is one.
ExitCode RunCommandLine(const std::vector<std::string>& arguments, std::ostream& out,
                        std::ostream& err, bool terminal);

}  // namespace recourse::cli
