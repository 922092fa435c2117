#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "services/collections/domain/case_draft.h"
#include "services/collections/domain/schedule.h"

namespace recourse::collections {
namespace {

using enum CaseRule;
using Events = std::vector<CaseEvent>;

// Promises to put into the partner's feed how the placement stands now.
void Escalate(CaseDraft& draft, const std::string& placement_id, EscalationKind kind,
              std::optional<RecallReason> recall_reason = std::nullopt) {
  const Placement& placement = draft.kase().placements.at(placement_id);
  const ChasedInvoice& invoice = draft.kase().invoices.at(placement.invoice_id);
  const Account& account = draft.account();
  Escalation told;
  told.kind = kind;
  told.version = placement.version + 1;
  if (!placement.accepted && !placement.end) told.answer_by = placement.answer_by;
  told.creditor = account.issuer;
  told.debtor_kind = account.kind;
  told.country = account.country;
  told.region = account.region;
  told.language = account.language;
  told.invoice_id = placement.invoice_id;
  told.invoice_number = invoice.number;
  told.issued = invoice.issued;
  told.due = invoice.due;
  told.amount = invoice.amount;
  told.open = invoice.open;
  told.suspended = invoice.disputed;
  told.steps = invoice.steps;
  told.promises_broken = draft.kase().promises_broken;
  told.recall_reason = recall_reason;
  draft.Add(EscalationPromised{placement_id, placement.partner, std::move(told)});
}

void Recall(CaseDraft& draft, const std::string& placement_id, RecallReason reason) {
  draft.Add(PlacementRecalled{placement_id, reason});
  Escalate(draft, placement_id, EscalationKind::kRecalled, reason);
}

// Invoices that want an agency on `day`, the oldest claims first.
std::vector<std::string> Placeable(const Case& kase, Date day) {
  std::vector<std::string> ids;
  const Stops stops(kase);
  for (const auto& id : kase.chased) {
    const auto& from = kase.invoices.at(id).agency_from;
    if (from && *from <= day && !stops.Has(id)) ids.push_back(id);
  }
  const auto age = [&](const std::string& id) {
    return std::tuple(kase.invoices.at(id).due, std::string_view(id));
  };
  std::sort(ids.begin(), ids.end(), [&](const auto& a, const auto& b) { return age(a) < age(b); });
  return ids;
}

void Offer(CaseDraft& draft, const std::string& invoice_id, const std::vector<Agency>& agencies,
           Date day) {
  const Account& account = draft.account();
  AgencyChoice choice = ChooseAgency(agencies, account.country, account.region,
                                     draft.kase().invoices.at(invoice_id).agencies_tried);
  const AgencyCandidate* chosen = choice.Chosen();
  if (chosen == nullptr) {
    draft.Add(PlacementNotOffered{invoice_id, std::move(choice), day + kAgencyRetry});
    return;
  }
  const std::string partner = chosen->partner;
  const auto agency = std::find_if(agencies.begin(), agencies.end(),
                                   [&](const Agency& each) { return each.partner == partner; });
  const std::string placement_id = fmt::format("p{}", draft.kase().placements.size() + 1);
  draft.Add(PlacementOffered{placement_id, partner, invoice_id, day + Days(agency->answer_days),
                             std::move(choice)});
  Escalate(draft, placement_id, EscalationKind::kOffered);
}

void TellSuspended(CaseDraft& draft, const std::string& placement_id, const Money& suspended) {
  draft.Add(PlacementSuspended{placement_id, suspended});
  Escalate(draft, placement_id, EscalationKind::kSuspended);
}

void TellResumed(CaseDraft& draft, const std::string& placement_id, const Money& suspended) {
  const Placement& placement = draft.kase().placements.at(placement_id);
  std::optional<Date> answer_by;
  if (!placement.accepted) {
    const Date again = draft.mornings().Today(draft.now()) + kResumedAnswerDays;
    answer_by = std::max(placement.answer_by, again);
  }
  draft.Add(PlacementResumed{placement_id, suspended, answer_by});
  Escalate(draft, placement_id, EscalationKind::kResumed);
}

// The placement, if it exists and is `partner`'s.
const Placement* Find(const Case& kase, const std::string& placement_id,
                      const std::string& partner) {
  const auto found = kase.placements.find(placement_id);
  if (found == kase.placements.end() || found->second.partner != partner) return nullptr;
  return &found->second;
}

}  // namespace

void OfferPlacements(CaseDraft& draft, const std::vector<Agency>& agencies, Date day) {
  for (const std::string& id : Placeable(draft.kase(), day)) Offer(draft, id, agencies, day);
}

void RecallUnanswered(CaseDraft& draft, Date day) {
  std::vector<std::string> unanswered;
  for (const auto& [id, placement] : draft.kase().placements) {
    const bool offered = StateOf(draft.kase(), placement) == Placement::State::kOffered;
    if (offered && placement.answer_by < day) unanswered.push_back(id);
  }
  for (const std::string& id : unanswered) Recall(draft, id, RecallReason::kNoAnswer);
}

void TellPartner(CaseDraft& draft, const InvoiceBalance& before, BalanceCause cause) {
  const ChasedInvoice& invoice = draft.kase().invoices.at(before.invoice_id);
  const std::string placement_id = invoice.placement_id;
  if (placement_id.empty()) return;
  const Money open = invoice.open;
  const Money suspended = invoice.disputed;
  const bool more_to_pursue = invoice.chaseable() > before.open - before.disputed;

  if (open != before.open) Escalate(draft, placement_id, EscalationKind::kBalanceChanged);
  if (open.minor_units <= 0) {
    if (cause == BalanceCause::kCreditNote) {
      Recall(draft, placement_id, RecallReason::kCredited);
    } else {
      draft.Add(PlacementClosed{placement_id});
      Escalate(draft, placement_id, EscalationKind::kClosed);
    }
  } else if (suspended > before.disputed) {
    TellSuspended(draft, placement_id, suspended);
  } else if (suspended < before.disputed && more_to_pursue) {
    TellResumed(draft, placement_id, suspended);
  }
}

CaseDecision Decide(const AcceptPlacement& command, const Case& kase, Instant now) {
  const Placement* placement = Find(kase, command.placement_id, command.partner);
  if (placement == nullptr) {
    return Refuse(kUnknownPlacement, {{"placement", command.placement_id}});
  }
  if (placement->accepted) return Events{};
  if (placement->end == Placement::End::kDeclined) {
    return Refuse(kAlreadyAnswered, {{"answer", "declined"}});
  }
  if (placement->end) return Refuse(kPlacementEnded, {{"placement", command.placement_id}});
  CaseDraft draft(kase, now);
  draft.Add(PlacementAccepted{command.placement_id});
  return std::move(draft).Finish();
}

CaseDecision Decide(const DeclinePlacement& command, const Case& kase, Instant now) {
  const Placement* placement = Find(kase, command.placement_id, command.partner);
  if (placement == nullptr) {
    return Refuse(kUnknownPlacement, {{"placement", command.placement_id}});
  }
  if (placement->accepted) return Refuse(kAlreadyAnswered, {{"answer", "accepted"}});
  if (placement->end == Placement::End::kDeclined) {
    if (placement->decline_reason == command.reason) return Events{};
    return Refuse(kAlreadyAnswered, {{"answer", "declined"}});
  }
  if (placement->end) return Refuse(kPlacementEnded, {{"placement", command.placement_id}});
  CaseDraft draft(kase, now);
  draft.Add(PlacementDeclined{command.placement_id, command.reason});
  return std::move(draft).Finish();
}

CaseDecision Decide(const RefuseEscalation& command, const Case& kase, Instant now) {
  const auto found = kase.placements.find(command.placement_id);
  if (found == kase.placements.end()) {
    return Refuse(kUnknownPlacement, {{"placement", command.placement_id}});
  }
  const Placement& placement = found->second;
  if (command.version <= placement.version_refused) return Events{};
  CaseDraft draft(kase, now);
  draft.Add(EscalationRefused{command.placement_id, command.version, command.reason});
  const bool is_offer = command.version == 1;
  if (is_offer && !placement.end) {
    draft.Add(PlacementRecalled{command.placement_id, RecallReason::kUndeliverable});
  }
  return std::move(draft).Finish();
}

}  // namespace recourse::collections
