#pragma once

#include <functional>

#include "libs/process/part.h"
#include "libs/process/settings.h"

namespace recourse::process {

// The program of a single service: `recourse-dispute` runs the service "dispute" until it is told
// to end. Gives what main returns, see exit_code.h.
int ServiceMain(int argc, char** argv, std::function<Part(const Settings&)> make_part);

}  // namespace recourse::process
