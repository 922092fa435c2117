#include "libs/bank_statement/mt_lines.h"

#include <fmt/format.h>

#include <utility>

#include "libs/bank_statement/refused.h"

namespace recourse::bank_statement {

MtLines::MtLines(Handler handler) : handler_(std::move(handler)) {}

Expected<Done, Failure> MtLines::Feed(std::string_view chunk) {
  while (!chunk.empty()) {
    const std::size_t end = chunk.find('\n');
    const std::string_view piece = chunk.substr(0, end);
    if (begun_.size() + piece.size() > kLineBytesMax) return TooLong(piece);
    if (end == std::string_view::npos) {
      begun_ += piece;
      return Done{};
    }
    const std::string begun = std::exchange(begun_, {});
    const auto handed = begun.empty() ? HandOver(piece) : HandOver(begun + std::string(piece));
    if (!handed) return handed;
    chunk.remove_prefix(end + 1);
  }
  return Done{};
}

Expected<Done, Failure> MtLines::Finish() {
  if (begun_.empty()) return Done{};
  const std::string last = std::exchange(begun_, {});
  return HandOver(last);
}

Expected<Done, Failure> MtLines::HandOver(std::string_view text) { return handler_(++line_, text); }

Unexpected<Failure> MtLines::TooLong(std::string_view text) const {
  return Refused("LINE_TOO_LONG", {line_ + 1, "line"}, text,
                 fmt::format("at most {} bytes a line", kLineBytesMax));
}

}  // namespace recourse::bank_statement
