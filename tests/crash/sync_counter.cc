// A library to preload (LD_PRELOAD) that writes down which files a process writes and syncs, and in
// which order, so that a test can prove that an answer left only after what it tells of was on
// disk: killing a process cannot show a missing sync, since the kernel keeps what was written.
//
//   RECOURSE_SYNC_LOG    file to append to: one line a call, "order<TAB>call<TAB>path"
//   RECOURSE_SYNC_PATHS  colon-separated globs; calls on other paths are left out. A socket's path
//                        is "socket:[inode]"
//
// Orders are dense from 1. A write or send takes its place before it is done, a sync once it has
// succeeded: what stands behind a sync in the log began after that sync had ended. What libc writes
// from within itself (stdio) is not seen. Must not be combined with a sanitizer.

#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <mutex>
#include <string>
#include <vector>

namespace {

class CallLog {
 public:
  // Never destroyed: calls come until the process is gone.
  static CallLog& Get() {
    static CallLog& log = *new CallLog;
    return log;
  }

  // Keeps errno.
  void Note(const char* call, int fd) {
    const int saved = errno;
    if (file_ >= 0) Write(call, PathOf(fd));
    errno = saved;
  }

 private:
  CallLog() {
    const char* path = getenv("RECOURSE_SYNC_LOG");
    const char* globs = getenv("RECOURSE_SYNC_PATHS");
    if (path == nullptr || globs == nullptr) return;
    std::string glob;
    for (const char* c = globs;; ++c) {
      if (*c != ':' && *c != 0) {
        glob += *c;
        continue;
      }
      if (!glob.empty()) globs_.push_back(glob);
      glob.clear();
      if (*c == 0) break;
    }
    file_ = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  }

  static std::string PathOf(int fd) {
    char link[32];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    char path[4096];
    const ssize_t length = readlink(link, path, sizeof path);
    return std::string(path, length > 0 ? static_cast<size_t>(length) : 0);
  }

  // "socket:[7]" is matched by "socket:*": a glob's own colon is written as "?".
  bool Matches(const std::string& path) const {
    for (const std::string& glob : globs_) {
      if (fnmatch(glob.c_str(), path.c_str(), 0) == 0) return true;
    }
    return false;
  }

  void Write(const char* call, const std::string& path) {
    if (!Matches(path)) return;
    const std::lock_guard lock(mutex_);
    const std::string line = std::to_string(++order_) + "\t" + call + "\t" + path + "\n";
    (void)!syscall(SYS_write, file_, line.data(), line.size());
  }

  std::mutex mutex_;
  std::vector<std::string> globs_;
  int file_ = -1;
  uint64_t order_ = 0;
};

// The sync itself, then its place in the log; a failed one has none.
template <class... Arguments>
int Sync(const char* call, long number, int fd, Arguments... arguments) {
  const int result = static_cast<int>(syscall(number, fd, arguments...));
  if (result == 0) CallLog::Get().Note(call, fd);
  return result;
}

// The place in the log, then the write itself.
template <class... Arguments>
ssize_t Write(const char* call, long number, int fd, Arguments... arguments) {
  CallLog::Get().Note(call, fd);
  return static_cast<ssize_t>(syscall(number, fd, arguments...));
}

// The kernel takes the offset of a vectored write in two words.
constexpr long kNoHighOffset = 0;

}  // namespace

extern "C" {

int fsync(int fd) { return Sync("fsync", SYS_fsync, fd); }
int fdatasync(int fd) { return Sync("fdatasync", SYS_fdatasync, fd); }
int sync_file_range(int fd, off64_t offset, off64_t count, unsigned flags) {
  return Sync("sync_file_range", SYS_sync_file_range, fd, offset, count, flags);
}

ssize_t write(int fd, const void* bytes, size_t count) {
  return Write("write", SYS_write, fd, bytes, count);
}
ssize_t pwrite(int fd, const void* bytes, size_t count, off_t offset) {
  return Write("pwrite", SYS_pwrite64, fd, bytes, count, offset);
}
ssize_t pwrite64(int fd, const void* bytes, size_t count, off64_t offset) {
  return Write("pwrite", SYS_pwrite64, fd, bytes, count, offset);
}
ssize_t writev(int fd, const iovec* parts, int count) {
  return Write("writev", SYS_writev, fd, parts, static_cast<long>(count));
}
ssize_t pwritev(int fd, const iovec* parts, int count, off_t offset) {
  return Write("pwritev", SYS_pwritev, fd, parts, static_cast<long>(count), offset, kNoHighOffset);
}
ssize_t pwritev64(int fd, const iovec* parts, int count, off64_t offset) {
  return Write("pwritev", SYS_pwritev, fd, parts, static_cast<long>(count), offset, kNoHighOffset);
}

ssize_t send(int fd, const void* bytes, size_t count, int flags) {
  const void* nobody = nullptr;
  return Write("send", SYS_sendto, fd, bytes, count, static_cast<long>(flags), nobody, 0L);
}
ssize_t sendto(int fd, const void* bytes, size_t count, int flags, const sockaddr* to,
               socklen_t length) {
  return Write("send", SYS_sendto, fd, bytes, count, static_cast<long>(flags), to,
               static_cast<unsigned long>(length));
}
ssize_t sendmsg(int fd, const msghdr* message, int flags) {
  return Write("send", SYS_sendmsg, fd, message, static_cast<long>(flags));
}

}  // extern "C"
