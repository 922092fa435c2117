#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>

namespace recourse::engine {

// Whether the disk that holds a folder has room left for more than what must still be written:
// answers to promises, timers, events of others. It is looked at once a second. Thread safe.
class DiskSpace {
 public:
  // 256 MiB: what the log, its files under compaction and the derived store may need to go on.
  static constexpr std::uintmax_t kFreeMin = std::uintmax_t{256} << 20;

  explicit DiskSpace(std::filesystem::path folder, std::uintmax_t free_min = kFreeMin)
      : folder_(std::move(folder)), free_min_(free_min) {}

  bool Enough();
  // What was free when it was last looked at; 0 if it could not be asked.
  std::uintmax_t free_bytes() const { return free_bytes_; }

 private:
  const std::filesystem::path folder_;
  const std::uintmax_t free_min_;
  std::atomic<std::int64_t> look_again_at_ = 0;  // Of the steady clock, in its own units.
  std::atomic<bool> enough_ = true;
  std::atomic<std::uintmax_t> free_bytes_ = 0;
};

}  // namespace recourse::engine
