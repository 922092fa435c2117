#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "libs/base/date.h"

namespace QuantLib {
class Calendar;
}  // namespace QuantLib

namespace recourse::calendar {

// Which days are worked on. Cheap to copy; thread safe. Holidays are known from 1901 to 2199; on
// other days only Saturdays and Sundays are off. The holidays are those on which banks of the
// country do not settle: state and city holidays are not among them.
class WorkingDays {
 public:
  // Monday to Friday, without holidays.
  static WorkingDays MondayToFriday();
  // Nothing if no calendar is known for the country (ISO 3166-1 alpha-2, "DE"): the caller then
  // falls back to MondayToFriday and can say so.
  static std::optional<WorkingDays> OfCountry(std::string_view country);

  bool IsWorkingDay(Date day) const;
  // `day` itself, or the next working day after it.
  Date OnOrAfter(Date day) const;
  // The `count`th working day strictly after `day`; `day` itself for 0. `count` is not negative.
  Date After(Date day, int count) const;

 private:
  explicit WorkingDays(std::shared_ptr<const QuantLib::Calendar> holidays)
      : holidays_(std::move(holidays)) {}

  std::shared_ptr<const QuantLib::Calendar> holidays_;  // Null: none.
};

}  // namespace recourse::calendar
