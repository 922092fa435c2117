#include "libs/calendar/rate.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace recourse::calendar {
namespace {

constexpr std::size_t kDecimals = 4;
constexpr std::int64_t kMillionthsOfPercent = 10'000;

bool AllDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<Rate> ParsePercent(std::string_view text, RatePeriod per) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string decimals;
  if (point != std::string_view::npos) {
    decimals = text.substr(point + 1);
    if (decimals.empty()) return std::nullopt;
  }
  if (whole.empty() || decimals.size() > kDecimals) return std::nullopt;
  if (!AllDigits(whole) || !AllDigits(decimals)) return std::nullopt;

  decimals.resize(kDecimals, '0');
  const std::string digits = std::string(whole) + decimals;
  std::int64_t millionths = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), millionths);
  if (read.ec != std::errc() || millionths > kRateMaxMillionths) return std::nullopt;
  return Rate{negative ? -millionths : millionths, per};
}

std::string ToPercent(const Rate& rate) {
  const std::int64_t whole = std::abs(rate.millionths / kMillionthsOfPercent);
  std::string decimals = fmt::format("{:04}", std::abs(rate.millionths % kMillionthsOfPercent));
  // As published: two decimals, unless there are more.
  while (decimals.size() > 2 && decimals.back() == '0') decimals.pop_back();
  return fmt::format("{}{}.{} % a {}", rate.millionths < 0 ? "-" : "", whole, decimals,
                     rate.per == RatePeriod::kYear ? "year" : "day");
}

}  // namespace recourse::calendar
