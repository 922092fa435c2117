#include "tools/recourse/text_file.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <system_error>

namespace recourse::cli {
namespace {

Failure Unreadable(const std::string& path, std::string why) {
  return {Failure::Kind::kInvalid,
          "FILE_UNREADABLE",
          "A file cannot be read",
          {{"file", path}, {"why", std::move(why)}}};
}

}  // namespace

Expected<std::string, Failure> ReadTextFile(const std::string& path, std::size_t bytes_max) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) return Unexpected{Unreadable(path, "there is none")};
  if (std::filesystem::is_directory(status)) return Unexpected{Unreadable(path, "is a folder")};

  std::ifstream in(path, std::ios::binary);
  std::string text;
  std::string block(1 << 16, '\0');
  while (in && text.size() <= bytes_max) {
    in.read(block.data(), static_cast<std::streamsize>(block.size()));
    text.append(block, 0, static_cast<std::size_t>(in.gcount()));
  }
  if (!in.eof() && text.size() <= bytes_max) {
    return Unexpected{Unreadable(path, "it cannot be opened or read to its end")};
  }
  if (text.size() > bytes_max) {
    return Unexpected{Unreadable(path, fmt::format("is larger than {} bytes", bytes_max))};
  }
  return text;
}

}  // namespace recourse::cli
