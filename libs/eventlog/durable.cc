#include "libs/eventlog/durable.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace recourse::eventlog {
namespace {

namespace fs = std::filesystem;

std::error_code SystemSays() { return {errno, std::generic_category()}; }

std::error_code WriteAll(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno != EINTR) return SystemSays();
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return fsync(file) == 0 ? std::error_code() : SystemSays();
}

}  // namespace

std::error_code SyncFolder(const fs::path& folder) {
  const int handle = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return SystemSays();
  const std::error_code failed = fsync(handle) == 0 ? std::error_code() : SystemSays();
  close(handle);
  return failed;
}

std::error_code MakeFolders(const fs::path& folder) {
  std::error_code failed;
  if (fs::is_directory(folder, failed)) return {};
  const fs::path parent = folder.has_parent_path() ? folder.parent_path() : ".";
  if (failed = MakeFolders(parent); failed) return failed;
  fs::create_directory(folder, failed);
  return failed ? failed : SyncFolder(parent);
}

std::error_code WriteDurably(const fs::path& path, std::string_view text) {
  const fs::path next = path.string() + ".new";
  const int file = open(next.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) return SystemSays();
  std::error_code failed = WriteAll(file, text);
  close(file);
  if (!failed && rename(next.c_str(), path.c_str()) != 0) failed = SystemSays();
  if (!failed) return SyncFolder(path.parent_path());
  unlink(next.c_str());
  return failed;
}

}  // namespace recourse::eventlog
