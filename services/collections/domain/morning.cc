#include "services/collections/domain/morning.h"

#include <date/tz.h>

#include <stdexcept>

namespace recourse::collections {

std::optional<Mornings> Mornings::In(std::string_view zone) {
  try {
    return Mornings(date::locate_zone(zone));
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

Instant Mornings::Of(Date day) const {
  const date::local_days local(day.time_since_epoch());
  return zone_->to_sys(local + std::chrono::hours(9), date::choose::earliest);
}

Date Mornings::Today(Instant now) const {
  const auto local = date::floor<Days>(zone_->to_local(now));
  return Date(local.time_since_epoch());
}

Date Mornings::Last(Instant now) const {
  const Date today = Today(now);
  return Of(today) <= now ? today : today - Days(1);
}

Date Mornings::Next(Instant now) const {
  const Date today = Today(now);
  return Of(today) >= now ? today : today + Days(1);
}

}  // namespace recourse::collections
