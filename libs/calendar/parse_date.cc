#include "libs/calendar/parse_date.h"

#include <sstream>
#include <string>

namespace recourse::calendar {

std::optional<Date> ParseDate(std::string_view text, std::string_view format) {
  // The library takes a sign before any number, which nobody writes in a date.
  if (text.find('+') != std::string_view::npos) return std::nullopt;
  std::istringstream in{std::string(text)};
  date::year_month_day day;
  date::from_stream(in, std::string(format).c_str(), day);
  if (in.fail() || in.peek() != std::istringstream::traits_type::eof()) return std::nullopt;
  if (!day.ok() || int{day.year()} < kFirstYear || int{day.year()} > kLastYear) {
    return std::nullopt;
  }
  return Date(day);
}

}  // namespace recourse::calendar
