#include "services/collections/domain/agency_search.h"

#include <algorithm>
#include <variant>

#include "services/collections/domain/case.h"

namespace recourse::collections {
namespace {

// True for every invoice that the next run might place: a cheap look, as most are far from it.
bool IsNearAgency(const ChasedInvoice& invoice) {
  const auto last = invoice.last_step();
  return last && (last->kind == StepKind::kFinalDemand || last->kind == StepKind::kAgency);
}

}  // namespace

Decision<AgencySought, SearchRule> SearchDecider::Decide(const SeekAgency& command,
                                                         const State& asked, Instant) {
  if (asked == command.run_at) return std::vector<AgencySought>{};
  return std::vector{AgencySought{command.run_at, command.country, command.region}};
}

SearchDecider::State SearchDecider::Evolve(State, const AgencySought& event) {
  return event.run_at;
}

bool WouldPlace(const Case& kase, Instant now) {
  const bool near = std::any_of(kase.chased.begin(), kase.chased.end(),
                                [&](const auto& id) { return IsNearAgency(kase.invoices.at(id)); });
  if (!near) return false;
  // Without agencies, each claim that wants one is recorded as not offered.
  const auto run = CaseDecider::Decide(RunLadder{}, kase, now);
  return run && std::any_of(run->begin(), run->end(), [](const CaseEvent& event) {
           return std::holds_alternative<PlacementNotOffered>(event);
         });
}

}  // namespace recourse::collections
