#include "tools/recourse/import/day_text.h"

#include <sstream>

namespace recourse::csv_import {

using namespace date::literals;

bool NamesOneDay(const std::string& format) {
  for (const Date day : {Date(2011_y / 12 / 31), Date(1999_y / 2 / 28), Date(2024_y / 10 / 9)}) {
    if (ParseDay(date::format(format, day), format) != day) return false;
  }
  return true;
}

std::optional<Date> ParseDay(std::string_view text, const std::string& format) {
  std::istringstream in{std::string(text)};
  Date day;
  in >> date::parse(format, day);
  if (in.fail() || in.peek() != std::istringstream::traits_type::eof()) return std::nullopt;
  if (day < Date(1900_y / 1 / 1) || day > Date(2199_y / 12 / 31)) return std::nullopt;
  return day;
}

}  // namespace recourse::csv_import
