#pragma once

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

namespace recourse::cli {

// Shows how far long work has come: on a terminal as a bar that is drawn over itself, else as a
// line now and then, so that a log file stays readable.
class Progress {
 public:
  using Clock = std::chrono::steady_clock;

  Progress(std::ostream& out, bool terminal, std::string what)
      : out_(out), terminal_(terminal), what_(std::move(what)) {}

  // Draws if it is time to: at most every 100 ms on a terminal, else every 5 s.
  void Update(std::uint64_t done, std::uint64_t total, std::string_view note,
              Clock::time_point now = Clock::now());
  // Draws the last state, whenever it was drawn before, and ends the line.
  void Finish();

 private:
  void Draw();

  std::ostream& out_;
  const bool terminal_;
  const std::string what_;
  Clock::time_point drawn_at_{};
  bool drawn_ = false;  // What is shown is the last state.
  bool any_ = false;
  std::uint64_t done_ = 0;
  std::uint64_t total_ = 0;
  std::string note_;
};

}  // namespace recourse::cli
