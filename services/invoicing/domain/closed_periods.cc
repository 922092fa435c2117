#include "services/invoicing/domain/closed_periods.h"

#include <algorithm>
#include <iterator>

#include "libs/base/check.h"
#include "libs/base/overloaded.h"

namespace recourse::invoicing {

void ClosedPeriods::Add(Instant recorded_at, const PeriodsEvent& event) {
  CHECK(changes_.empty() || changes_.back().recorded_at <= recorded_at);
  const Date closed_through =
      std::visit(Overloaded{[](const PeriodClosed& closed) { return closed.through; },
                            [](const PeriodReopened& reopened) { return reopened.from - Days(1); }},
                 event);
  changes_.push_back({recorded_at, closed_through});
}

std::optional<Date> ClosedPeriods::ClosedThrough(Instant recorded_at) const {
  const auto later = std::upper_bound(
      changes_.begin(), changes_.end(), recorded_at,
      [](Instant instant, const Change& change) { return instant < change.recorded_at; });
  if (later == changes_.begin()) return std::nullopt;
  return std::prev(later)->closed_through;
}

Date ClosedPeriods::PostingDay(Date effective, Instant recorded_at) const {
  const auto closed_through = ClosedThrough(recorded_at);
  return closed_through && effective <= *closed_through ? *closed_through + Days(1) : effective;
}

}  // namespace recourse::invoicing
