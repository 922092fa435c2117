#pragma once

#include <optional>
#include <string_view>

#include "libs/base/date.h"

namespace recourse::calendar {

// The years in which a date is believed; outside them it is a slip, such as 0013 for 2013.
inline constexpr int kFirstYear = 1901;
inline constexpr int kLastYear = 2199;

// Reads a day written in `format` (the conversions of strptime: "%d/%m/%Y", "%F", "%d %b %Y" with
// English names). Nothing unless the whole text is one calendar day in that format: no character
// left over, no 30 February, a year from kFirstYear to kLastYear.
std::optional<Date> ParseDate(std::string_view text, std::string_view format);

}  // namespace recourse::calendar
