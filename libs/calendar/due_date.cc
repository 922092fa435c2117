#include "libs/calendar/due_date.h"

#include "libs/base/check.h"
#include "libs/base/overloaded.h"

namespace recourse::calendar {
namespace {

Days Term(int days) {
  CHECK(days >= 0 && days <= kTermMaxDays);
  return Days(days);
}

Date LastDayOfMonth(Date day) {
  const date::year_month_day ymd(day);
  return date::sys_days(ymd.year() / ymd.month() / date::last);
}

}  // namespace

Date DueDay(const PaymentTerm& term, Date start, const WorkingDays& working_days) {
  const Date due =
      std::visit(Overloaded{
                     [&](const NetDays& net) { return start + Term(net.days); },
                     [&](const EndOfMonth& end) { return LastDayOfMonth(start) + Term(end.days); },
                     [](const FixedDay& fixed) { return fixed.day; },
                     [&](const OnReceipt&) { return start; },
                 },
                 term.rule);
  return term.moved_to_working_day ? working_days.OnOrAfter(due) : due;
}

}  // namespace recourse::calendar
