#include "libs/xml/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "libs/files/descriptor.h"

namespace recourse::xml {
namespace {

constexpr std::size_t kPieceBytes = 64 << 10;

Failure NotRead(const std::filesystem::path& file) {
  const std::error_code why(errno, std::generic_category());
  return {.kind = why == std::errc::no_such_file_or_directory ? Failure::Kind::kNotFound
                                                              : Failure::Kind::kUnavailable,
          .reason = "XML_FILE",
          .message = fmt::format("{} cannot be read: {}.", file.string(), why.message()),
          .values = {{"file", file.string()}}};
}

}  // namespace

Expected<Done, Failure> ForEachPiece(
    const std::filesystem::path& file,
    const std::function<Expected<Done, Failure>(std::string_view)>& take) {
  const files::Descriptor opened(open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!opened) return Unexpected{NotRead(file)};
  std::string piece(kPieceBytes, '\0');
  while (true) {
    const ssize_t count = read(opened.get(), piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return Unexpected{NotRead(file)};
    if (count == 0) return Done{};
    if (auto taken = take({piece.data(), static_cast<std::size_t>(count)}); !taken) return taken;
  }
}

}  // namespace recourse::xml
