#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace recourse::calendar {

enum class RatePeriod { kYear, kDay };

// A rate of interest, exact: millionths of one per year or per day. 8.12 % a year is 81'200, 0.1 %
// a day is 1'000. May be negative, as the German base rate was.
struct Rate {
  std::int64_t millionths = 0;
  RatePeriod per = RatePeriod::kYear;

  bool operator==(const Rate&) const = default;
};

// The largest rate that is believed, either sign: 10,000 %.
inline constexpr std::int64_t kRateMaxMillionths = 100'000'000;

// Reads percent as they are published: "8.12", "-0.88", "5", with up to four decimals. Nothing for
// anything else, or beyond kRateMaxMillionths.
std::optional<Rate> ParsePercent(std::string_view text, RatePeriod per = RatePeriod::kYear);

// "8.12 % a year", "0.10 % a day", "-0.88 % a year".
std::string ToPercent(const Rate& rate);

}  // namespace recourse::calendar
