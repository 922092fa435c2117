#include "libs/calendar/zone.h"

#include <date/tz.h>

#include <stdexcept>

#include "libs/base/check.h"

static_assert(USE_OS_TZDB, "the tz database comes with the operating system's updates");

namespace recourse::calendar {

std::optional<Zone> Zone::Find(std::string_view name) {
  if (name == "localtime") return std::nullopt;
  try {
    return Zone(date::locate_zone(name));
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

const std::string& Zone::name() const { return zone_->name(); }

LocalTime Zone::ToLocal(Instant instant) const {
  const auto local = zone_->to_local(instant);
  const auto midnight = date::floor<Days>(local);
  return {Date(midnight.time_since_epoch()), local - midnight};
}

Instant Zone::FirstInstantAt(Date day, TimeOfDay time) const {
  CHECK(time >= TimeOfDay::zero() && time < Days(1));
  const auto local = date::local_days(day.time_since_epoch()) + time;
  const auto info = zone_->get_info(local);
  if (info.result == date::local_info::nonexistent) return info.second.begin;
  return Instant(local.time_since_epoch() - info.first.offset);
}

Instant Zone::NextAt(TimeOfDay time, Instant after) const {
  for (Date day = LocalDay(after);; day += Days(1)) {
    const Instant candidate = FirstInstantAt(day, time);
    if (candidate > after && LocalDay(candidate) == day) return candidate;
  }
}

}  // namespace recourse::calendar
