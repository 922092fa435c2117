#pragma once

#include <date/date.h>

#include <chrono>
#include <string>

namespace recourse {

// A calendar day without a zone: effective days, due days. Whole days are added and subtracted.
using Date = date::sys_days;
using Days = date::days;

// A moment on the UTC axis, in microseconds since 1970-01-01, as recorded in the log.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

// The latest day that can have begun somewhere: tomorrow in UTC, as no zone is a day ahead of it.
inline Date LatestDay(Instant now) { return date::floor<Days>(now) + Days(1); }

// "2012-12-31", as ISO 8601 writes it.
inline std::string ToString(Date day) { return date::format("%F", day); }

// "2012-12-31T09:00:00.000000Z".
inline std::string ToString(Instant instant) { return date::format("%FT%TZ", instant); }

}  // namespace recourse
