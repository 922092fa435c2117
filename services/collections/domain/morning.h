#pragma once

#include <optional>
#include <string_view>

#include "libs/base/date.h"
#include "libs/calendar/zone.h"

namespace recourse::collections {

// The customer's mornings: 09:00 in one IANA time zone, when a case is looked at. Where a change of
// clocks skips 09:00, the first instant after the gap is meant; where it repeats it, the earlier.
class Mornings {
 public:
  // Nothing if `zone` is not the name of an IANA time zone, such as "Europe/Berlin".
  static std::optional<Mornings> In(std::string_view zone);

  Instant Of(Date day) const;
  // The calendar day at `now`.
  Date Today(Instant now) const { return zone_.LocalDay(now); }
  // The day of the last morning at or before `now`.
  Date Last(Instant now) const;
  // The day of the first morning at or after `now`.
  Date Next(Instant now) const;

 private:
  explicit Mornings(calendar::Zone zone) : zone_(zone) {}

  calendar::Zone zone_;
};

}  // namespace recourse::collections
