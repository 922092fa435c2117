#include "services/invoicing/domain/interest_rate.h"

#include "libs/base/check.h"

namespace recourse::invoicing {
namespace {

using calendar::Rate;

Date AskedDay(RateDay which, const InterestDays& days, Date day) {
  switch (which) {
    case RateDay::kEachDay:
      return day;
    case RateDay::kFirstDay:
      return days.first;
    case RateDay::kLastDay:
      return days.last;
  }
  CHECK(false);
}

// The last day for which the same day of the table is meant as for `day`.
Date EndOfHalfYear(Date day) {
  const Date start = ReferenceOf(ReferenceDay::kHalfYearStart, day);
  const date::year_month_day ymd(start);
  return Date(date::sys_days(ymd + date::months(6))) - Days(1);
}

}  // namespace

Expected<RateStretch, Failure> RateOn(const RateRule& rule, const calendar::RateTables& tables,
                                      const InterestDays& days, Date day) {
  if (const auto* rate = std::get_if<Rate>(&rule)) return RateStretch{*rate, days.last, "", 0};
  const auto& [name, margin, reference, which] = std::get<TableRate>(rule);
  const auto table = calendar::FindTable(tables, name);
  if (!table) return Unexpected{table.error()};
  const auto step = (*table)->StepOn(ReferenceOf(reference, AskedDay(which, days, day)));
  if (!step) return Unexpected{step.error()};

  RateStretch stretch{{step->rate.millionths + margin}, days.last, name, (*table)->version()};
  if (which == RateDay::kEachDay) {
    stretch.through = reference == ReferenceDay::kSameDay ? step->through : EndOfHalfYear(day);
  }
  return stretch;
}

}  // namespace recourse::invoicing
