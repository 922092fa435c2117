#include <algorithm>
#include <set>

#include "services/collections/domain/case_draft.h"

namespace recourse::collections {
namespace {

using enum CaseRule;
using Events = std::vector<CaseEvent>;
using Refused = std::optional<Refusal<CaseRule>>;

bool SamePromise(const PromiseToPay& known, const RecordPromiseToPay& asked) {
  return known.invoice_ids == asked.invoice_ids && known.amount == asked.amount &&
         known.due == asked.due;
}

bool IsPromised(const Case& kase, const std::string& invoice_id) {
  return std::any_of(kase.promises.begin(), kase.promises.end(), [&](const auto& entry) {
    const auto& ids = entry.second.invoice_ids;
    return entry.second.state == PromiseToPay::State::kOpen &&
           std::find(ids.begin(), ids.end(), invoice_id) != ids.end();
  });
}

Refused RefusedInvoices(const RecordPromiseToPay& command, const Case& kase) {
  const std::size_t count = command.invoice_ids.size();
  if (count == 0 || count > kInvoicesPerPromiseMax) {
    return Refuse(kInvoiceCountOutOfBounds, {{"count", std::to_string(count)},
                                             {"limit", std::to_string(kInvoicesPerPromiseMax)}})
        .error;
  }
  std::set<std::string_view> seen;
  for (const std::string& id : command.invoice_ids) {
    const auto invoice = kase.invoices.find(id);
    if (invoice == kase.invoices.end()) return Refuse(kUnknownInvoice, {{"invoice", id}}).error;
    const Currency currency = invoice->second.amount.currency;
    if (currency != command.amount.currency) {
      return Refuse(kCurrencyDiffers, {{"amount", ToString(command.amount)},
                                       {"invoice", id},
                                       {"currency", std::string(currency.code())}})
          .error;
    }
    if (!seen.insert(id).second) return Refuse(kInvoiceNamedTwice, {{"invoice", id}}).error;
    if (IsPromised(kase, id)) return Refuse(kAlreadyPromised, {{"invoice", id}}).error;
  }
  return std::nullopt;
}

Money ChaseableOf(const Case& kase, const std::vector<std::string>& ids, Currency currency) {
  Money sum{0, currency};
  for (const std::string& id : ids) {
    const Money& chaseable = kase.invoices.at(id).chaseable();
    if (chaseable.minor_units > 0) sum = sum + chaseable;
  }
  return sum;
}

Refused RefusedAmount(const RecordPromiseToPay& command, const Case& kase) {
  if (command.amount.minor_units <= 0) {
    return Refuse(kAmountNotPositive, {{"amount", ToString(command.amount)}}).error;
  }
  const Money chaseable = ChaseableOf(kase, command.invoice_ids, command.amount.currency);
  if (command.amount > chaseable) {
    return Refuse(kMoreThanChaseable,
                  {{"amount", ToString(command.amount)}, {"chaseable", ToString(chaseable)}})
        .error;
  }
  return std::nullopt;
}

std::vector<std::string> OpenPromises(const Case& kase) {
  std::vector<std::string> open;
  for (const auto& [id, promise] : kase.promises) {
    if (promise.state == PromiseToPay::State::kOpen) open.push_back(id);
  }
  return open;
}

}  // namespace

CaseDecision Decide(const RecordPromiseToPay& command, const Case& kase, Instant now) {
  if (const auto known = kase.promises.find(command.promise_id); known != kase.promises.end()) {
    if (!SamePromise(known->second, command)) {
      return Refuse(kPromiseIdReused, {{"promise", command.promise_id}});
    }
    return Events{};
  }
  if (auto refused = RefusedInvoices(command, kase)) return Unexpected{*std::move(refused)};
  if (auto refused = RefusedAmount(command, kase)) return Unexpected{*std::move(refused)};
  CaseDraft draft(kase, now);
  const Date today = draft.mornings().Today(now);
  if (command.due < today || command.due > today + kPromiseDaysMax) {
    return Refuse(kDueDayOutOfBounds, {{"due", ToString(command.due)},
                                       {"from", ToString(today)},
                                       {"to", ToString(today + kPromiseDaysMax)}});
  }
  draft.Add(PromiseMade{command.promise_id, command.invoice_ids, command.amount, command.due,
                        command.due + kPromiseTolerance});
  return std::move(draft).Finish();
}

void KeepPromises(CaseDraft& draft) {
  for (const std::string& id : OpenPromises(draft.kase())) {
    const PromiseToPay& promise = draft.kase().promises.at(id);
    const Money left = ChaseableOf(draft.kase(), promise.invoice_ids, promise.amount.currency);
    if (promise.paid >= promise.amount) {
      draft.Add(PromiseKept{id, promise.paid, PromiseEnd::kPaid});
    } else if (left.minor_units == 0) {
      draft.Add(PromiseKept{id, promise.paid, PromiseEnd::kNothingLeft});
    }
  }
}

void BreakPromises(CaseDraft& draft, Date day) {
  for (const std::string& id : OpenPromises(draft.kase())) {
    const PromiseToPay& promise = draft.kase().promises.at(id);
    if (promise.held_until <= day) draft.Add(PromiseBroken{id, promise.paid});
  }
}

}  // namespace recourse::collections
