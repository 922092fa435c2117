#include "libs/engine/disk_space.h"

#include <chrono>
#include <system_error>

namespace recourse::engine {

using std::chrono::steady_clock;

bool DiskSpace::Enough() {
  const auto now = steady_clock::now().time_since_epoch();
  const steady_clock::duration again = now + std::chrono::seconds(1);
  auto due = look_again_at_.load();
  if (now.count() >= due && look_again_at_.compare_exchange_strong(due, again.count())) {
    std::error_code error;
    const auto space = std::filesystem::space(folder_, error);
    free_bytes_ = error ? 0 : space.available;
    // What cannot be asked is not held against anyone: a disk that is gone fails by itself.
    enough_ = error || space.available >= free_min_;
  }
  return enough_;
}

}  // namespace recourse::engine
