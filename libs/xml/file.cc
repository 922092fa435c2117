#include "libs/xml/file.h"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

namespace recourse::xml {

Failure NotRead(const std::filesystem::path& file) {
  const std::error_code why(errno, std::generic_category());
  return {.kind = why == std::errc::no_such_file_or_directory ? Failure::Kind::kNotFound
                                                              : Failure::Kind::kUnavailable,
          .reason = "XML_FILE",
          .message = fmt::format("{} cannot be read: {}.", file.string(), why.message()),
          .values = {{"file", file.string()}}};
}

}  // namespace recourse::xml
