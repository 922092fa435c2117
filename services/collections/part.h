#pragma once

#include "libs/process/part.h"

namespace recourse::collections {

// The service as a process runs it.
process::Part MakePart();

}  // namespace recourse::collections
