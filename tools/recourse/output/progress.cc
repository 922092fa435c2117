#include "tools/recourse/output/progress.h"

#include <fmt/format.h>

#include <algorithm>

namespace recourse::cli {
namespace {

constexpr std::uint64_t kBarWidth = 30;

std::string Bar(std::uint64_t done, std::uint64_t total) {
  const std::uint64_t full = total == 0 ? 0 : kBarWidth * done / total;
  return std::string(full, '#') + std::string(kBarWidth - full, '.');
}

}  // namespace

void Progress::Update(std::uint64_t done, std::uint64_t total, std::string_view note,
                      Clock::time_point now) {
  using std::chrono::milliseconds;
  done_ = std::min(done, total);
  total_ = total;
  note_ = note;
  drawn_ = false;
  const milliseconds interval(terminal_ ? 100 : 5'000);
  if (any_ && now - drawn_at_ < interval) return;
  drawn_at_ = now;
  Draw();
}

void Progress::Finish() {
  if (!any_) return;
  if (!drawn_) Draw();
  if (terminal_) out_ << '\n';
}

void Progress::Draw() {
  any_ = true;
  drawn_ = true;
  if (terminal_) {
    // The escape clears what a longer line left behind.
    out_ << fmt::format("\r{} [{}] {}/{} {}\x1b[K", what_, Bar(done_, total_), done_, total_, note_)
         << std::flush;
  } else {
    out_ << fmt::format("{}: {} of {}{}{}\n", what_, done_, total_, note_.empty() ? "" : ", ",
                        note_)
         << std::flush;
  }
}

}  // namespace recourse::cli
