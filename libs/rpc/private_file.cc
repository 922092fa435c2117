#include "libs/rpc/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

#include "libs/files/descriptor.h"
#include "libs/files/durable.h"

namespace recourse::rpc {
namespace {

Unexpected<Failure> FileFailure(const std::string& path, const char* reason,
                                const std::error_code& error) {
  return Unexpected{Failure{Failure::Kind::kUnavailable,
                            reason,
                            "A file could not be used.",
                            {{"path", path}, {"error", error.message()}}}};
}

Unexpected<Failure> NotRead(const std::string& path) {
  return FileFailure(path, "FILE_NOT_READ", {errno, std::generic_category()});
}

}  // namespace

Expected<Done, Failure> ReplacePrivateFile(const std::string& path, std::string_view text) {
  if (const auto failed = files::WriteDurably(path, text, S_IRUSR | S_IWUSR)) {
    return FileFailure(path, "FILE_NOT_WRITTEN", failed);
  }
  return Done{};
}

Expected<std::optional<std::string>, Failure> ReadPrivateFile(const std::string& path,
                                                              std::size_t bytes_max) {
  const files::Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file && errno == ENOENT) return std::optional<std::string>();
  struct stat status {};
  if (!file || fstat(file.get(), &status) != 0) return NotRead(path);
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return Unexpected{Failure{Failure::Kind::kDenied,
                              "FILE_NOT_PRIVATE",
                              "Others may read this file: run chmod 600 on it.",
                              {{"path", path}}}};
  }
  std::string text;
  if (!files::ReadAll(file, bytes_max, text)) return NotRead(path);
  if (text.size() > bytes_max) {
    return Unexpected{Failure{
        Failure::Kind::kInvalid, "FILE_TOO_LARGE", "This file is too large.", {{"path", path}}}};
  }
  return std::optional<std::string>(std::move(text));
}

}  // namespace recourse::rpc
