#pragma once

#include <filesystem>

#include "libs/base/failure.h"

namespace recourse::xml {

// For this room only. XML_FILE: why `file` could not be read, by errno.
Failure NotRead(const std::filesystem::path& file);

}  // namespace recourse::xml
