#pragma once

#include <optional>
#include <string_view>

#include "libs/base/date.h"

namespace date {
class time_zone;
}

namespace recourse::collections {

// The customer's mornings: 09:00 in one IANA time zone, when a case is looked at. Where a change of
// clocks skips or repeats 09:00, the earlier instant is meant.
class Mornings {
 public:
  // Nothing if `zone` is not the name of an IANA time zone, such as "Europe/Berlin".
  static std::optional<Mornings> In(std::string_view zone);

  Instant Of(Date day) const;
  // The calendar day at `now`.
  Date Today(Instant now) const;
  // The day of the last morning at or before `now`.
  Date Last(Instant now) const;
  // The day of the first morning at or after `now`.
  Date Next(Instant now) const;

 private:
  explicit Mornings(const date::time_zone* zone) : zone_(zone) {}

  const date::time_zone* zone_;  // Lives as long as the process.
};

}  // namespace recourse::collections
