#include <algorithm>

#include "services/collections/domain/case_draft.h"

namespace recourse::collections {
namespace {

using enum CaseRule;
using Events = std::vector<CaseEvent>;

bool SameHold(const Hold& known, const PlaceHold& asked) {
  return known.reason == asked.reason && known.invoice_id == asked.invoice_id &&
         known.until == asked.until;
}

}  // namespace

CaseDecision Decide(const PlaceHold& command, const Case& kase, Instant now) {
  if (const auto known = kase.holds.find(command.hold_id); known != kase.holds.end()) {
    if (!SameHold(known->second, command)) {
      return Refuse(kHoldIdReused, {{"hold", command.hold_id}});
    }
    return Events{};
  }
  if (!command.invoice_id.empty() && !kase.invoices.contains(command.invoice_id)) {
    return Refuse(kUnknownInvoice, {{"invoice", command.invoice_id}});
  }
  if (command.reason == HoldReason::kQuestion && !command.until) {
    return Refuse(kHoldWithoutEnd, {{"reason", "question"}, {"until", ""}});
  }
  CaseDraft draft(kase, now);
  const Date today = draft.mornings().Today(now);
  if (command.until && *command.until <= today) {
    return Refuse(kHoldEndNotAhead,
                  {{"until", ToString(*command.until)}, {"today", ToString(today)}});
  }
  const auto in_force = std::count_if(kase.holds.begin(), kase.holds.end(),
                                      [](const auto& entry) { return !entry.second.ended; });
  if (static_cast<std::size_t>(in_force) >= kHoldsMax) {
    return Refuse(kTooManyHolds, {{"limit", std::to_string(kHoldsMax)}});
  }
  draft.Add(HoldPlaced{command.hold_id, command.reason, command.invoice_id, command.until});
  return std::move(draft).Finish();
}

CaseDecision Decide(const EndHold& command, const Case& kase, Instant now) {
  const auto known = kase.holds.find(command.hold_id);
  if (known == kase.holds.end()) return Refuse(kUnknownHold, {{"hold", command.hold_id}});
  if (known->second.ended) return Events{};
  CaseDraft draft(kase, now);
  draft.Add(HoldEnded{command.hold_id, HoldEnd::kEnded});
  return std::move(draft).Finish();
}

}  // namespace recourse::collections
