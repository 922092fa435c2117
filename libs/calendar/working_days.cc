#include "libs/calendar/working_days.h"

#include <ql/time/calendars/all.hpp>

#include <algorithm>
#include <iterator>

#include "libs/base/check.h"
#include "libs/calendar/parse_date.h"

namespace recourse::calendar {
namespace {

namespace ql = QuantLib;

struct Country {
  std::string_view code;
  ql::Calendar (*calendar)();
};

template <class C, auto... kMarket>
ql::Calendar Make() {
  return C(kMarket...);
}

// In the order of their codes. Where a country has several calendars, the one of bank settlement.
// Left out are those whose holidays are tables that end with the year of the release.
constexpr Country kCountries[] = {
    {"AR", Make<ql::Argentina>},
    {"AT", Make<ql::Austria>},
    {"AU", Make<ql::Australia>},
    {"BR", Make<ql::Brazil>},
    {"CA", Make<ql::Canada>},
    {"CH", Make<ql::Switzerland>},
    {"CL", Make<ql::Chile>},
    {"CZ", Make<ql::CzechRepublic>},
    {"DE", Make<ql::Germany, ql::Germany::Settlement>},
    {"DK", Make<ql::Denmark>},
    {"FI", Make<ql::Finland>},
    {"FR", Make<ql::France>},
    {"GB", Make<ql::UnitedKingdom>},
    {"HU", Make<ql::Hungary>},
    {"IS", Make<ql::Iceland>},
    {"IT", Make<ql::Italy>},
    {"JP", Make<ql::Japan>},
    {"MX", Make<ql::Mexico>},
    {"NO", Make<ql::Norway>},
    {"NZ", Make<ql::NewZealand>},
    {"PL", Make<ql::Poland>},
    {"RO", Make<ql::Romania>},
    {"RU", Make<ql::Russia, ql::Russia::Settlement>},
    {"SE", Make<ql::Sweden>},
    {"SK", Make<ql::Slovakia>},
    {"UA", Make<ql::Ukraine>},
    {"US", Make<ql::UnitedStates, ql::UnitedStates::Settlement>},
    {"ZA", Make<ql::SouthAfrica>},
};
static_assert(std::ranges::is_sorted(kCountries, {}, &Country::code));

constexpr Date kUnixEpoch{};
constexpr ql::Date::serial_type kUnixEpochSerial = 25569;  // 1970-01-01 as QuantLib counts days.

bool IsInRange(Date day) {
  const int year{date::year_month_day(day).year()};
  return year >= kFirstYear && year <= kLastYear;
}

bool IsWeekend(Date day) {
  const date::weekday weekday(day);
  return weekday == date::Saturday || weekday == date::Sunday;
}

}  // namespace

WorkingDays WorkingDays::MondayToFriday() { return WorkingDays(nullptr); }

std::optional<WorkingDays> WorkingDays::OfCountry(std::string_view country) {
  const auto* const found = std::ranges::lower_bound(kCountries, country, {}, &Country::code);
  if (found == std::end(kCountries) || found->code != country) return std::nullopt;
  return WorkingDays(std::make_shared<const ql::Calendar>(found->calendar()));
}

bool WorkingDays::IsWorkingDay(Date day) const {
  if (holidays_ == nullptr || !IsInRange(day)) return !IsWeekend(day);
  const auto serial = kUnixEpochSerial + (day - kUnixEpoch).count();
  return holidays_->isBusinessDay(ql::Date(static_cast<ql::Date::serial_type>(serial)));
}

Date WorkingDays::OnOrAfter(Date day) const {
  while (!IsWorkingDay(day)) day += Days(1);
  return day;
}

Date WorkingDays::After(Date day, int count) const {
  CHECK(count >= 0);
  for (; count > 0; --count) day = OnOrAfter(day + Days(1));
  return day;
}

}  // namespace recourse::calendar
