#pragma once

#include <cstddef>
#include <string>

#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::cli {

// The whole of a file that a person named. kInvalid if it cannot be read or is larger than
// `bytes_max`.
Expected<std::string, Failure> ReadTextFile(const std::string& path, std::size_t bytes_max);

}  // namespace recourse::cli
