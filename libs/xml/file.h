#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::xml {

// For this room only. Hands the bytes of `file` to `take`, a piece at a time, until it fails or
// there are no more. XML_FILE: the file cannot be read.
Expected<Done, Failure> ForEachPiece(
    const std::filesystem::path& file,
    const std::function<Expected<Done, Failure>(std::string_view)>& take);

}  // namespace recourse::xml
