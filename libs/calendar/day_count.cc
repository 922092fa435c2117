#include "libs/calendar/day_count.h"

#include <algorithm>
#include <numeric>

#include "libs/base/check.h"

namespace recourse::calendar {
namespace {

using date::year;
using date::year_month_day;

YearFraction Reduced(std::int64_t numerator, std::int64_t denominator) {
  const std::int64_t divisor = std::gcd(numerator, denominator);
  return {numerator / divisor, denominator / divisor};
}

YearFraction operator+(const YearFraction& a, const YearFraction& b) {
  return Reduced(a.numerator * b.denominator + b.numerator * a.denominator,
                 a.denominator * b.denominator);
}

std::int64_t ActualDays(Date start, Date end) { return (end - start).count(); }

Date Leaped(year y) { return date::sys_days(y / date::February / 29); }

YearFraction Isda(Date start, Date end) {
  std::int64_t in_leap_years = 0;
  std::int64_t in_other_years = 0;
  while (start < end) {
    const year y = year_month_day(start).year();
    const Date next = std::min(end, date::sys_days((y + date::years(1)) / date::January / 1));
    (y.is_leap() ? in_leap_years : in_other_years) += ActualDays(start, next);
    start = next;
  }
  return Reduced(in_leap_years, 366) + Reduced(in_other_years, 365);
}

// The same day `years` earlier; from 28 February, and from 29, to the last of February.
Date YearsBefore(Date day, int years) {
  const year_month_day ymd(day);
  const year earlier = ymd.year() - date::years(years);
  if (ymd.month() == date::February && ymd.day() >= date::day(28)) {
    return date::sys_days(earlier / date::February / date::last);
  }
  return date::sys_days(earlier / ymd.month() / ymd.day());
}

YearFraction Afb(Date start, Date end) {
  int whole_years = 0;
  while (YearsBefore(end, whole_years + 1) >= start) ++whole_years;
  const Date rest_end = YearsBefore(end, whole_years);
  const auto has_leap_day = [&](year y) {
    return y.is_leap() && start <= Leaped(y) && Leaped(y) < rest_end;
  };
  const bool leaped =
      has_leap_day(year_month_day(start).year()) || has_leap_day(year_month_day(rest_end).year());
  return Reduced(whole_years, 1) + Reduced(ActualDays(start, rest_end), leaped ? 366 : 365);
}

// A date as the 30/360 kinds see it: any of its parts may leave the calendar.
struct Parts {
  explicit Parts(Date date) {
    const year_month_day ymd(date);
    year = int{ymd.year()};
    month = static_cast<int>(unsigned{ymd.month()});
    day = static_cast<int>(unsigned{ymd.day()});
    is_last_of_february =
        ymd.month() == date::February && ymd == ymd.year() / date::February / date::last;
  }

  int year;
  int month;
  int day;
  bool is_last_of_february;
};

std::int64_t Thirty360Days(const Parts& start, const Parts& end) {
  return 360 * (end.year - start.year) + 30 * (end.month - start.month) + (end.day - start.day);
}

std::int64_t BondDays(Parts start, Parts end) {
  start.day = std::min(start.day, 30);
  if (start.day == 30) end.day = std::min(end.day, 30);
  return Thirty360Days(start, end);
}

std::int64_t EurobondDays(Parts start, Parts end) {
  start.day = std::min(start.day, 30);
  end.day = std::min(end.day, 30);
  return Thirty360Days(start, end);
}

std::int64_t UsDays(Parts start, Parts end) {
  if (start.is_last_of_february) {
    start.day = 30;
    if (end.is_last_of_february) end.day = 30;
  }
  return BondDays(start, end);
}

// `day` moved by whole months; the last of a shorter month where it has no such day.
Date AddMonths(Date day, int months) {
  const year_month_day ymd = year_month_day(day) + date::months(months);
  return ymd.ok() ? Date(ymd) : date::sys_days(ymd.year() / ymd.month() / date::last);
}

int MonthsIn(const ReferencePeriod& period) {
  const year_month_day start(period.start);
  const year_month_day end(period.end);
  return static_cast<int>((end.year() / end.month() - start.year() / start.month()).count());
}

}  // namespace

double ToDouble(const YearFraction& fraction) {
  return static_cast<double>(fraction.numerator) / static_cast<double>(fraction.denominator);
}

std::int64_t CountDays(DayCount count, Date start, Date end) {
  CHECK(start <= end);
  switch (count) {
    case DayCount::kActual365Fixed:
    case DayCount::kActual360:
    case DayCount::kActualActualIsda:
    case DayCount::kActualActualAfb:
      return ActualDays(start, end);
    case DayCount::kThirty360Bond:
      return BondDays(Parts(start), Parts(end));
    case DayCount::kThirtyE360:
    case DayCount::kThirty365:
      return EurobondDays(Parts(start), Parts(end));
    case DayCount::kThirty360Us:
      return UsDays(Parts(start), Parts(end));
  }
  CHECK(false);
}

YearFraction Between(DayCount count, Date start, Date end) {
  const std::int64_t days = CountDays(count, start, end);
  switch (count) {
    case DayCount::kActual365Fixed:
    case DayCount::kThirty365:
      return Reduced(days, 365);
    case DayCount::kActual360:
    case DayCount::kThirty360Bond:
    case DayCount::kThirtyE360:
    case DayCount::kThirty360Us:
      return Reduced(days, 360);
    case DayCount::kActualActualIsda:
      return Isda(start, end);
    case DayCount::kActualActualAfb:
      return Afb(start, end);
  }
  CHECK(false);
}

YearFraction BetweenIsma(Date start, Date end, const ReferencePeriod& reference) {
  CHECK(start <= end);
  const int months = MonthsIn(reference);
  CHECK(months > 0 && 12 % months == 0);
  // Period n runs from n to n + 1 times `months` after the reference's start. The ends of the
  // reference itself are as given, for they may be the end of a month by agreement.
  const auto boundary = [&](int n) {
    if (n == 0) return reference.start;
    if (n == 1) return reference.end;
    return n < 0 ? AddMonths(reference.start, n * months)
                 : AddMonths(reference.end, (n - 1) * months);
  };
  int period = 0;
  while (boundary(period) > start) --period;
  while (boundary(period + 1) <= start) ++period;

  YearFraction sum;
  for (Date from = start; from < end; ++period) {
    const Date to = std::min(end, boundary(period + 1));
    const std::int64_t days_in_period = ActualDays(boundary(period), boundary(period + 1));
    sum = sum + Reduced(ActualDays(from, to) * months, days_in_period * 12);
    from = to;
  }
  return sum;
}

}  // namespace recourse::calendar
