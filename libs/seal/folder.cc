#include "libs/seal/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include "libs/base/check.h"
#include "libs/base/freed_by.h"
#include "libs/files/descriptor.h"
#include "libs/files/durable.h"
#include "libs/seal/crypto.h"

namespace recourse::seal {
namespace {

constexpr std::size_t kFileMaxBytes = 4096;
constexpr std::string_view kRemnant = ".tmp";

std::string SystemSays(int code) { return std::generic_category().message(code); }

using Listing = std::unique_ptr<DIR, FreedBy<closedir>>;

Expected<std::vector<std::string>, Error> AllNames(int folder_fd, const std::string& path) {
  // A descriptor of its own, because reading the folder moves the descriptor's place in it.
  files::Descriptor fd(openat(folder_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const Listing listing(fd ? fdopendir(fd.get()) : nullptr);
  if (!listing) return Unexpected{Error{Error::Kind::kIo, path + ": " + SystemSays(errno)}};
  fd.Release();
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = readdir(listing.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  if (errno != 0) return Unexpected{Error{Error::Kind::kIo, path + ": " + SystemSays(errno)}};
  return names;
}

}  // namespace

Expected<Folder, Error> Folder::Create(const std::string& path) {
  if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
    return Unexpected{Error{Error::Kind::kIo, path + ": " + SystemSays(errno)}};
  }
  if (const auto failed = files::SyncFolder(path + "/..")) {
    return Unexpected{Error{Error::Kind::kIo, path + ": " + failed.message()}};
  }
  return Open(path);
}

Expected<Folder, Error> Folder::Open(const std::string& path) {
  files::Descriptor fd(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) {
    const auto kind = errno == ENOENT ? Error::Kind::kNoKeyring : Error::Kind::kIo;
    return Unexpected{Error{kind, path + ": " + SystemSays(errno)}};
  }
  if (flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    const auto kind = errno == EWOULDBLOCK ? Error::Kind::kInUse : Error::Kind::kIo;
    return Unexpected{Error{kind, path + ": " + SystemSays(errno)}};
  }
  return Folder(path, fd.Release());
}

Folder::~Folder() {
  if (fd_ >= 0) close(fd_);
}

Error Folder::Failed(const std::string& name, std::string_view step) const {
  return {Error::Kind::kIo,
          path_ + "/" + name + ": " + std::string(step) + ": " + SystemSays(errno)};
}

Expected<std::vector<std::string>, Error> Folder::List() const {
  auto names = AllNames(fd_, path_);
  if (names) {
    std::erase_if(*names, [](const std::string& name) { return name.ends_with(kRemnant); });
  }
  return names;
}

Expected<bool, Error> Folder::Contains(const std::string& name) const {
  if (faccessat(fd_, name.c_str(), F_OK, 0) == 0) return true;
  if (errno == ENOENT) return false;
  return Unexpected{Failed(name, "access")};
}

Expected<std::optional<std::string>, Error> Folder::Read(const std::string& name) const {
  const files::Descriptor file(openat(fd_, name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file && errno == ENOENT) return std::optional<std::string>();
  if (!file) return Unexpected{Failed(name, "open")};
  std::string bytes;
  if (!files::ReadAll(file, kFileMaxBytes, bytes)) return Unexpected{Failed(name, "read")};
  if (bytes.size() > kFileMaxBytes) {
    return Unexpected{Error{Error::Kind::kCorrupt, path_ + "/" + name + ": too long"}};
  }
  return std::optional(std::move(bytes));
}

Expected<Done, Error> Folder::WriteNew(const std::string& name, std::string_view bytes) {
  const std::string remnant = name + std::string(kRemnant);
  const auto withdraw = [&](std::string_view step) {
    const Error error = Failed(name, step);
    unlinkat(fd_, remnant.c_str(), 0);
    return Unexpected{error};
  };

  const files::Descriptor file(
      openat(fd_, remnant.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file) return Unexpected{Failed(name, "create")};
  if (!files::WriteAll(file, bytes)) return withdraw("write");
  if (fsync(file.get()) != 0) return withdraw("sync");
  if (renameat2(fd_, remnant.c_str(), fd_, name.c_str(), RENAME_NOREPLACE) != 0) {
    CHECK(errno != EEXIST);
    return withdraw("rename");
  }
  if (fsync(fd_) != 0) {
    const Error error = Failed(name, "sync folder");
    unlinkat(fd_, name.c_str(), 0);
    return Unexpected{error};
  }
  return Done{};
}

Expected<Done, Error> Folder::Sync() const {
  if (fsync(fd_) != 0) return Unexpected{Failed("", "sync folder")};
  return Done{};
}

Expected<Done, Error> Folder::Destroy(const std::string& name) {
  const files::Descriptor file(openat(fd_, name.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file && errno == ENOENT) return Done{};
  if (!file) return Unexpected{Failed(name, "open")};
  struct stat status;
  if (fstat(file.get(), &status) != 0) return Unexpected{Failed(name, "stat")};
  if (!files::WriteAll(file, RandomBytes(static_cast<std::size_t>(status.st_size)))) {
    return Unexpected{Failed(name, "overwrite")};
  }
  if (fsync(file.get()) != 0) return Unexpected{Failed(name, "sync")};
  if (unlinkat(fd_, name.c_str(), 0) != 0) return Unexpected{Failed(name, "unlink")};
  return Sync();
}

Expected<Done, Error> Folder::DestroyRemnants() {
  const auto names = AllNames(fd_, path_);
  if (!names) return Unexpected{names.error()};
  for (const std::string& name : *names) {
    if (!name.ends_with(kRemnant)) continue;
    if (const auto done = Destroy(name); !done) return done;
  }
  return Done{};
}

}  // namespace recourse::seal
