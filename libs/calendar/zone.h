#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "libs/base/date.h"

namespace date {
class time_zone;
}  // namespace date

namespace recourse::calendar {

// Since local midnight as clocks show it: 09:00 is 9h. From 0 to under 24 hours.
using TimeOfDay = std::chrono::microseconds;

// What a calendar and a clock on the wall show.
struct LocalTime {
  Date day;
  TimeOfDay time;

  bool operator==(const LocalTime&) const = default;
};

// The local time of one place, from the tz database of the operating system. Cheap to copy; thread
// safe. Changes of the clock are known up to the end of 2037; after it, standard time is assumed.
class Zone {
 public:
  // Nothing if `name` is not a name of the tz database such as "Europe/Berlin"; case counts. The
  // machine's own setting ("localtime") is no name: the same log must mean the same everywhere.
  static std::optional<Zone> Find(std::string_view name);

  const std::string& name() const;

  LocalTime ToLocal(Instant instant) const;
  Date LocalDay(Instant instant) const { return ToLocal(instant).day; }

  // The first instant at which local clocks show `time` of `day` or later. So a time that clocks
  // skip becomes the first instant after the gap, and of a time that they show twice it is the
  // earlier one.
  Instant FirstInstantAt(Date day, TimeOfDay time) const;

  // The next FirstInstantAt(some day, time) that is strictly after `after`. There is at most one
  // per local day, and none on a day that clocks skip from before `time` to its end.
  Instant NextAt(TimeOfDay time, Instant after) const;

 private:
  explicit Zone(const date::time_zone* zone) : zone_(zone) {}

  const date::time_zone* zone_;  // Lives as long as the program.
};

}  // namespace recourse::calendar
