#include "services/collections/domain/case.h"

#include <type_traits>

#include "services/collections/domain/case_draft.h"
#include "services/collections/domain/schedule.h"

namespace recourse::collections {

Mornings CaseDraft::mornings() const {
  const auto mornings = Mornings::In(account().time_zone);
  CHECK(mornings);  // Checked when the account was observed.
  return *mornings;
}

void CaseDraft::Add(CaseEvent event) {
  kase_ = CaseDecider::Evolve(std::move(kase_), event);
  events_.push_back(std::move(event));
}

void CaseDraft::Schedule(Date from) {
  const auto day = NextRunDay(kase_, from);
  const auto at = day ? std::optional(mornings().Of(*day)) : std::nullopt;
  if (at != kase_.next_run_at) Add(RunScheduled{at});
}

std::vector<CaseEvent> CaseDraft::Finish() && {
  const bool run_is_due = kase_.next_run_at && *kase_.next_run_at <= now_;
  if (!events_.empty() && !run_is_due) Schedule(mornings().Next(now_));
  return std::move(events_);
}

std::vector<CaseEvent> CaseDraft::FinishRun(Date day) && {
  Schedule(day + Days(1));
  return std::move(events_);
}

CaseDecision CaseDecider::Decide(const Command& command, const Case& kase, Instant now) {
  return std::visit(
      [&](const auto& asked) -> CaseDecision {
        using Asked = std::decay_t<decltype(asked)>;
        if (!std::is_same_v<Asked, ObserveAccount> && !kase.account) {
          return Refuse(CaseRule::kUnknownAccount);  // ToFailure knows whose case it is.
        }
        return collections::Decide(asked, kase, now);
      },
      command);
}

}  // namespace recourse::collections
