#include "services/invoicing/domain/periods.h"

#include "libs/base/overloaded.h"

namespace recourse::invoicing {
namespace {

using enum PeriodsRule;
using PeriodsDecision = Decision<PeriodsEvent, PeriodsRule>;

std::string ToText(const std::optional<Date>& day) { return day ? ToString(*day) : "none"; }

bool HasTooMany(const Periods& periods) {
  return periods.closings.size() + periods.reopenings.size() >= kPeriodChangesMax;
}

PeriodsDecision Decide(const ClosePeriod& close, const Periods& periods, Instant now) {
  const auto known = periods.closings.find(close.closing_id);
  if (known != periods.closings.end()) {
    if (known->second == close) return std::vector<PeriodsEvent>{};
    return Refuse(kClosingIdReused, {{"closing_id", close.closing_id}});
  }
  if (close.through > LatestDay(now)) {
    return Refuse(kDateInFuture, {{"through", ToString(close.through)}});
  }
  if (periods.closed_through && close.through <= *periods.closed_through) {
    return Refuse(kPeriodIsClosed, {{"through", ToString(close.through)},
                                    {"closed_through", ToText(periods.closed_through)}});
  }
  if (HasTooMany(periods)) return Refuse(kTooManyChanges);
  return std::vector<PeriodsEvent>{PeriodClosed{close.closing_id, close.through}};
}

PeriodsDecision Decide(const ReopenPeriod& reopen, const Periods& periods, Instant) {
  const auto known = periods.reopenings.find(reopen.reopening_id);
  if (known != periods.reopenings.end()) {
    if (known->second == reopen) return std::vector<PeriodsEvent>{};
    return Refuse(kReopeningIdReused, {{"reopening_id", reopen.reopening_id}});
  }
  if (!periods.closed_through || reopen.from > *periods.closed_through) {
    return Refuse(kPeriodIsOpen, {{"from", ToString(reopen.from)},
                                  {"closed_through", ToText(periods.closed_through)}});
  }
  if (reopen.reason.empty()) return Refuse(kReasonMissing);
  if (reopen.reason.size() > kPeriodReasonBytesMax) return Refuse(kReasonTooLong);
  if (HasTooMany(periods)) return Refuse(kTooManyChanges);
  return std::vector<PeriodsEvent>{PeriodReopened{reopen.reopening_id, reopen.from, reopen.reason}};
}

}  // namespace

Decision<PeriodsEvent, PeriodsRule> PeriodsDecider::Decide(const Command& command,
                                                           const Periods& periods, Instant now) {
  return std::visit([&](const auto& asked) { return invoicing::Decide(asked, periods, now); },
                    command);
}

Periods PeriodsDecider::Evolve(Periods periods, const Event& event) {
  std::visit(Overloaded{[&](const PeriodClosed& closed) {
                          periods.closed_through = closed.through;
                          periods.closings.try_emplace(
                              closed.closing_id, ClosePeriod{closed.closing_id, closed.through});
                        },
                        [&](const PeriodReopened& reopened) {
                          periods.closed_through = reopened.from - Days(1);
                          periods.reopenings.try_emplace(
                              reopened.reopening_id,
                              ReopenPeriod{reopened.reopening_id, reopened.from, reopened.reason});
                        }},
             event);
  return periods;
}

}  // namespace recourse::invoicing
