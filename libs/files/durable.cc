#include "libs/files/durable.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "libs/files/descriptor.h"

namespace recourse::files {
namespace {

namespace fs = std::filesystem;

std::error_code SystemSays() { return {errno, std::generic_category()}; }

}  // namespace

std::error_code SyncFolder(const fs::path& folder) {
  const Descriptor names(
      open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return names && fsync(names.get()) == 0 ? std::error_code() : SystemSays();
}

std::error_code MakeFolders(const fs::path& folder) {
  std::error_code failed;
  if (fs::is_directory(folder, failed)) return {};
  const fs::path parent = folder.has_parent_path() ? folder.parent_path() : ".";
  if (failed = MakeFolders(parent); failed) return failed;
  fs::create_directory(folder, failed);
  return failed ? failed : SyncFolder(parent);
}

std::error_code WriteDurably(const fs::path& path, std::string_view text, mode_t mode) {
  const fs::path next = path.string() + ".new";
  unlink(next.c_str());  // What a crash left behind may have another mode.
  std::error_code failed;
  {
    const Descriptor file(open(next.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!file) return SystemSays();
    if (!WriteAll(file, text) || fsync(file.get()) != 0) failed = SystemSays();
  }
  if (!failed && rename(next.c_str(), path.c_str()) != 0) failed = SystemSays();
  if (!failed) return SyncFolder(path.parent_path());
  unlink(next.c_str());
  return failed;
}

}  // namespace recourse::files
