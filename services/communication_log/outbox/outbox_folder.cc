#include "services/communication_log/outbox/outbox_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

namespace recourse::communication_log {
namespace {

namespace fs = std::filesystem;

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  ~FileDescriptor() {
    if (fd_ >= 0) close(fd_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;

  bool valid() const { return fd_ >= 0; }
  int get() const { return fd_; }

 private:
  int fd_;
};

Failure Unavailable(std::string_view what, const fs::path& path) {
  return {
      Failure::Kind::kUnavailable,
      "OUTBOX_UNAVAILABLE",
      fmt::format("Cannot {} {}: {}", what, path.string(), std::generic_category().message(errno)),
      {{"path", path.string()}}};
}

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// Nothing if there is no such file.
Expected<std::optional<std::string>, Failure> Read(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error)) return std::optional<std::string>{};
  std::ifstream stream(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) return Unexpected{Unavailable("read", path)};
  return std::optional(std::move(bytes));
}

// The name appears only once the bytes are on the disk.
Expected<Done, Failure> Write(const fs::path& path, std::string_view bytes) {
  const fs::path unfinished = path.string() + ".unfinished";
  {
    const FileDescriptor file(
        open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!file.valid()) return Unexpected{Unavailable("create", unfinished)};
    if (!WriteAll(file.get(), bytes) || fsync(file.get()) != 0) {
      return Unexpected{Unavailable("write", unfinished)};
    }
  }
  if (rename(unfinished.c_str(), path.c_str()) != 0) return Unexpected{Unavailable("name", path)};
  return Done{};
}

// Puts the names in `folder` on the disk.
Expected<Done, Failure> Sync(const fs::path& folder) {
  const FileDescriptor directory(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.valid() || fsync(directory.get()) != 0) {
    return Unexpected{Unavailable("sync", folder)};
  }
  return Done{};
}

// Ids have no '~', so two messages never share a file.
std::string NameOf(const std::string& account_id, const std::string& message_id) {
  return fmt::format("{}~{}.eml", account_id, message_id);
}

}  // namespace

Expected<OutboxFolder, Failure> OutboxFolder::Open(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!fs::is_directory(folder, error)) {
    errno = ENOTDIR;
    return Unexpected{Unavailable("open", folder)};
  }
  return OutboxFolder(folder);
}

Expected<std::optional<Posted>, Failure> OutboxFolder::Find(const std::string& account_id,
                                                            const std::string& message_id) const {
  std::string name = NameOf(account_id, message_id);
  auto known = Read(folder_ / name);
  if (!known) return Unexpected{known.error()};
  if (!*known) return std::optional<Posted>{};
  // Whoever wrote it may have died before this.
  if (const auto synced = Sync(folder_); !synced) return Unexpected{synced.error()};
  return std::optional(Posted{std::move(name), **std::move(known)});
}

Expected<Posted, Failure> OutboxFolder::Put(const std::string& account_id,
                                            const std::string& message_id,
                                            const std::string& eml) const {
  auto known = Find(account_id, message_id);
  if (!known) return Unexpected{known.error()};
  if (*known) return **std::move(known);
  std::string name = NameOf(account_id, message_id);
  if (const auto written = Write(folder_ / name, eml); !written) {
    return Unexpected{written.error()};
  }
  if (const auto synced = Sync(folder_); !synced) return Unexpected{synced.error()};
  return Posted{std::move(name), eml};
}

}  // namespace recourse::communication_log
