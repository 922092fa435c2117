#include "libs/rpc/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace recourse::rpc {
namespace {

// An open file descriptor, or -1.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return fd_; }

 private:
  int fd_;
};

Unexpected<Failure> FileFailure(const std::string& path, const char* reason) {
  return Unexpected{Failure{Failure::Kind::kUnavailable,
                            reason,
                            "A file could not be used.",
                            {{"path", path}, {"error", std::generic_category().message(errno)}}}};
}

bool WriteAll(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool SyncFolderOf(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  const Descriptor fd(open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY));
  return fd.get() >= 0 && fsync(fd.get()) == 0;
}

}  // namespace

Expected<Done, Failure> ReplacePrivateFile(const std::string& path, std::string_view text) {
  const std::string next = path + ".new";
  // What a crash left behind may have another mode; O_CREAT would keep it.
  unlink(next.c_str());
  {
    const Descriptor fd(open(next.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (fd.get() < 0 || !WriteAll(fd.get(), text) || fsync(fd.get()) != 0) {
      return FileFailure(next, "FILE_NOT_WRITTEN");
    }
  }
  if (rename(next.c_str(), path.c_str()) != 0 || !SyncFolderOf(path)) {
    return FileFailure(path, "FILE_NOT_WRITTEN");
  }
  return Done{};
}

Expected<std::optional<std::string>, Failure> ReadPrivateFile(const std::string& path,
                                                              std::size_t bytes_max) {
  const Descriptor fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0 && errno == ENOENT) return std::optional<std::string>();
  struct stat status {};
  if (fd.get() < 0 || fstat(fd.get(), &status) != 0) return FileFailure(path, "FILE_NOT_READ");
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return Unexpected{Failure{Failure::Kind::kDenied,
                              "FILE_NOT_PRIVATE",
                              "Others may read this file: run chmod 600 on it.",
                              {{"path", path}}}};
  }
  std::string text(bytes_max + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t got = read(fd.get(), text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FileFailure(path, "FILE_NOT_READ");
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > bytes_max) {
    return Unexpected{Failure{
        Failure::Kind::kInvalid, "FILE_TOO_LARGE", "This file is too large.", {{"path", path}}}};
  }
  text.resize(size);
  return std::optional<std::string>(std::move(text));
}

}  // namespace recourse::rpc
