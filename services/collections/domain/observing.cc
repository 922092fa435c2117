#include <algorithm>

#include "services/collections/domain/case_draft.h"

namespace recourse::collections {
namespace {

using enum CaseRule;
using Events = std::vector<CaseEvent>;

bool IsOf(const ChasedInvoice& known, const ObserveInvoice& told) {
  return known.number == told.number && known.issued == told.issued &&
         known.agreed_due == told.due && known.amount == told.amount;
}

std::optional<Refusal<CaseRule>> Refused(const InvoiceBalance& balance, const Case& kase) {
  const auto invoice = kase.invoices.find(balance.invoice_id);
  if (invoice == kase.invoices.end()) {
    return Refuse(kUnknownInvoice, {{"invoice", balance.invoice_id}}).error;
  }
  const Currency currency = invoice->second.amount.currency;
  if (balance.open.currency != currency || balance.disputed.currency != currency) {
    return Refuse(kCurrencyDiffers, {{"invoice", balance.invoice_id},
                                     {"currency", std::string(currency.code())},
                                     {"open", ToString(balance.open)},
                                     {"disputed", ToString(balance.disputed)}})
        .error;
  }
  const auto open = std::max<std::int64_t>(balance.open.minor_units, 0);
  if (balance.disputed.minor_units < 0 || balance.disputed.minor_units > open) {
    return Refuse(kImpossibleBalance, {{"invoice", balance.invoice_id},
                                       {"open", ToString(balance.open)},
                                       {"disputed", ToString(balance.disputed)}})
        .error;
  }
  return std::nullopt;
}

}  // namespace

CaseDecision Decide(const ObserveAccount& command, const Case& kase, Instant now) {
  if (kase.account == command.account) return Events{};
  if (!Mornings::In(command.account.time_zone)) {
    return Refuse(kUnknownTimeZone, {{"time_zone", command.account.time_zone}});
  }
  CaseDraft draft(kase, now);
  draft.Add(AccountObserved{command.account});
  return std::move(draft).Finish();
}

CaseDecision Decide(const ObserveInvoice& command, const Case& kase, Instant now) {
  if (const auto known = kase.invoices.find(command.invoice_id); known != kase.invoices.end()) {
    if (!IsOf(known->second, command)) {
      return Refuse(kInvoiceIdReused, {{"invoice", command.invoice_id}});
    }
    return Events{};
  }
  if (command.open.currency != command.amount.currency) {
    return Refuse(kCurrencyDiffers,
                  {{"amount", ToString(command.amount)}, {"open", ToString(command.open)}});
  }
  CaseDraft draft(kase, now);
  draft.Add(InvoiceObserved{command.invoice_id, command.number, command.issued, command.due,
                            command.amount, command.open});
  return std::move(draft).Finish();
}

CaseDecision Decide(const ObserveDueDate& command, const Case& kase, Instant now) {
  const auto known = kase.invoices.find(command.invoice_id);
  if (known == kase.invoices.end()) {
    return Refuse(kUnknownInvoice, {{"invoice", command.invoice_id}});
  }
  if (known->second.due == command.due) return Events{};
  CaseDraft draft(kase, now);
  draft.Add(DueDateObserved{command.invoice_id, command.due});
  return std::move(draft).Finish();
}

CaseDecision Decide(const ObserveBalances& command, const Case& kase, Instant now) {
  BalancesObserved observed{command.cause, command.reference, {}};
  std::vector<InvoiceBalance> before;
  for (const InvoiceBalance& balance : command.balances) {
    if (auto refused = Refused(balance, kase)) return Unexpected{*std::move(refused)};
    const ChasedInvoice& invoice = kase.invoices.at(balance.invoice_id);
    InvoiceBalance known{balance.invoice_id, invoice.open, invoice.disputed};
    if (balance == known) continue;
    observed.balances.push_back(balance);
    before.push_back(std::move(known));
  }
  if (before.empty()) return Events{};

  CaseDraft draft(kase, now);
  draft.Add(std::move(observed));
  for (const InvoiceBalance& balance : before) TellPartner(draft, balance, command.cause);
  KeepPromises(draft);
  return std::move(draft).Finish();
}

}  // namespace recourse::collections
