#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::bank_statement {

// Cuts bytes that come in pieces into lines, which end with LF; a CR before it is left in the line.
// Memory holds one line.
class MtLines {
 public:
  // SWIFT allows 65 characters; banks that put a whole :86: on one line stay far below this.
  static constexpr std::size_t kLineBytesMax = 16'384;

  using Handler = std::function<Expected<Done, Failure>(int line, std::string_view text)>;

  // `handler` gets each line, without its end, and its number from 1.
  explicit MtLines(Handler handler);

  // A failure of the handler, or LINE_TOO_LONG.
  Expected<Done, Failure> Feed(std::string_view chunk);
  // Hands over a last line without an end.
  Expected<Done, Failure> Finish();

  // Of the last line that was handed over; 0 before the first.
  int line() const { return line_; }

 private:
  Expected<Done, Failure> HandOver(std::string_view text);
  Unexpected<Failure> TooLong(std::string_view text) const;

  Handler handler_;
  std::string begun_;  // The beginning of a line whose end has not come yet.
  int line_ = 0;
};

}  // namespace recourse::bank_statement
