#include "tools/recourse/import/day_text.h"

#include "libs/calendar/parse_date.h"

namespace recourse::csv_import {

using namespace date::literals;

bool NamesOneDay(const std::string& format) {
  for (const Date day : {Date(2011_y / 12 / 31), Date(1999_y / 2 / 28), Date(2024_y / 10 / 9)}) {
    if (calendar::ParseDate(date::format(format, day), format) != day) return false;
  }
  return true;
}

}  // namespace recourse::csv_import
