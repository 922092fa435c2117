#pragma once

#include <fmt/format.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>
#include <mutex>
#include <set>
#include <system_error>

namespace recourse::files {

// The files and folders that the test program has synced with fsync so far, by the names that they
// had then. One source of a program includes this: it brings an fsync that takes the place of
// libc's. Thread safe.
class SyncedPaths {
 public:
  static std::set<std::filesystem::path> All() {
    const std::lock_guard lock(Mutex());
    return Paths();
  }
  static void Add(int file) {
    std::error_code unknown;
    auto path = std::filesystem::read_symlink(fmt::format("/proc/self/fd/{}", file), unknown);
    const std::lock_guard lock(Mutex());
    Paths().insert(std::move(path));
  }

 private:
  // Never destroyed: calls may come until the program is gone.
  static std::mutex& Mutex() {
    static std::mutex& mutex = *new std::mutex;
    return mutex;
  }
  static std::set<std::filesystem::path>& Paths() {
    static auto& paths = *new std::set<std::filesystem::path>;
    return paths;
  }
};

}  // namespace recourse::files

extern "C" int fsync(int file) {
  recourse::files::SyncedPaths::Add(file);
  return static_cast<int>(syscall(SYS_fsync, file));
}
