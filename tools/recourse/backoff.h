#pragma once

#include <algorithm>
#include <chrono>

#include "libs/base/failure.h"

namespace recourse::cli {

// How often and how long to ask again.
struct Patience {
  std::chrono::milliseconds first_pause{100};
  std::chrono::milliseconds longest_pause{5'000};
  std::chrono::milliseconds in_all{60'000};  // Without any success in between.
};

// Waits longer each time, until it runs out.
class Backoff {
 public:
  explicit Backoff(const Patience& patience)
      : patience_(patience), next_(patience.first_pause), left_(patience.in_all) {}

  bool exhausted() const { return left_.count() <= 0; }
  // How long to wait now.
  std::chrono::milliseconds Next() {
    const auto pause = next_;
    left_ -= pause;
    next_ = std::min(next_ * 2, patience_.longest_pause);
    return pause;
  }
  void Reset() { *this = Backoff(patience_); }

 private:
  Patience patience_;
  std::chrono::milliseconds next_;
  std::chrono::milliseconds left_;
};

// Whether the same request may succeed if it is sent again.
inline bool WorthAskingAgain(Failure::Kind kind) {
  return kind == Failure::Kind::kUnavailable || kind == Failure::Kind::kUnknown ||
         kind == Failure::Kind::kExhausted;
}

}  // namespace recourse::cli
