#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::rpc {

// Puts `text` in the place of the file at `path`, whole and synced, readable by its owner only.
// After a crash the file is either the old or the new one.
Expected<Done, Failure> ReplacePrivateFile(const std::string& path, std::string_view text);

// The file's content, or nothing if there is none. Refused (kDenied) if anybody but its owner may
// read or write it, and (kInvalid) if it is larger than `bytes_max`.
Expected<std::optional<std::string>, Failure> ReadPrivateFile(const std::string& path,
                                                              std::size_t bytes_max);

}  // namespace recourse::rpc
