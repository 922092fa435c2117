#include "services/collections/domain/case_draft.h"

namespace recourse::collections {
namespace {

using enum CaseRule;
using Events = std::vector<CaseEvent>;

// The placement that `partner` has taken on, or why there is none.
Expected<const Placement*, Refusal<CaseRule>> FindAccepted(const Case& kase,
                                                           const std::string& placement_id,
                                                           const std::string& partner) {
  const auto found = kase.placements.find(placement_id);
  if (found == kase.placements.end() || found->second.partner != partner) {
    return Refuse(kUnknownPlacement, {{"placement", placement_id}});
  }
  if (!found->second.accepted) return Refuse(kNotAccepted, {{"placement", placement_id}});
  return &found->second;
}

}  // namespace

CaseDecision Decide(const ReportPartnerPayment& command, const Case& kase, Instant now) {
  const auto placement = FindAccepted(kase, command.placement_id, command.partner);
  if (!placement) return Unexpected{placement.error()};
  const ReportedPayment reported{command.amount, command.fee, command.value_date};
  const auto known = (*placement)->reported.find(command.payment_id);
  if (known != (*placement)->reported.end()) {
    if (known->second == reported) return Events{};
    return Refuse(kPaymentIdReused, {{"payment_id", command.payment_id}});
  }
  const Currency currency = kase.invoices.at((*placement)->invoice_id).amount.currency;
  if (command.amount.currency != currency || command.fee.currency != currency) {
    return Refuse(kReportedCurrencyDiffers, {{"amount", ToString(command.amount)},
                                             {"fee", ToString(command.fee)},
                                             {"currency", std::string(currency.code())}});
  }
  if (command.amount.minor_units <= 0) {
    return Refuse(kReportedAmountNotPositive, {{"amount", ToString(command.amount)}});
  }
  if (command.fee.minor_units < 0 || command.fee > command.amount) {
    return Refuse(kFeeOutOfBounds,
                  {{"fee", ToString(command.fee)}, {"amount", ToString(command.amount)}});
  }
  CaseDraft draft(kase, now);
  const Date today = draft.mornings().Today(now);
  if (command.value_date > today) {
    return Refuse(kValueDateAhead,
                  {{"value_date", ToString(command.value_date)}, {"today", ToString(today)}});
  }
  if ((*placement)->reported.size() >= kReportedPaymentsMax) {
    return Refuse(kTooManyReports, {{"placement", command.placement_id}});
  }
  draft.Add(PartnerPaymentReported{command.placement_id, command.payment_id, command.amount,
                                   command.fee, command.value_date});
  return std::move(draft).Finish();
}

CaseDecision Decide(const ReturnPlacement& command, const Case& kase, Instant now) {
  const auto placement = FindAccepted(kase, command.placement_id, command.partner);
  if (!placement) return Unexpected{placement.error()};
  if ((*placement)->return_reason == command.reason) return Events{};
  if ((*placement)->end) return Refuse(kPlacementEnded, {{"placement", command.placement_id}});
  CaseDraft draft(kase, now);
  draft.Add(PlacementReturned{command.placement_id, command.reason});
  return std::move(draft).Finish();
}

}  // namespace recourse::collections
