#include "tools/recourse/import/zone_day.h"

#include <date/tz.h>

namespace recourse::csv_import {

Date DayIn(const std::string& zone, Instant instant) {
  const auto local = date::make_zoned(zone, instant).get_local_time();
  return Date(date::floor<Days>(local).time_since_epoch());
}

}  // namespace recourse::csv_import
