#pragma once

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "services/standalone/installation.h"

namespace recourse::standalone {

// Reads all four logs before any of them is opened for writing, and changes nothing. Refused, with
// a reason that begins with LOG_ or DERIVED_, if one is not what was written: by itself
// (engine::OpenToRead), or because another service has consumed more of it than it holds, so that
// it has lost its end.
Expected<Done, Failure> CheckLogAgreement(const Installation& installation);

}  // namespace recourse::standalone
