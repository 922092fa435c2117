#include <algorithm>

#include "services/standalone/books.h"

// What the ledger's fold could not take of due days and discounts, or would take and be wrong.
namespace recourse::standalone {

using invoicing::Discount;
using invoicing::DiscountReversed;
using invoicing::DiscountTaken;
using invoicing::DueDateExtended;
using invoicing::DueDateExtensionRevoked;
using invoicing::Invoice;

namespace {

Fault DiffersInDay(Date found, Date expected) {
  if (found == expected) return std::nullopt;
  return Wrong("due_date", ToString(found), ToString(expected));
}

}  // namespace

Fault Books::Misfit(const DueDateExtended& extended) const {
  if (auto fault = Misnamed(extended.invoice_id, Invoice::Status::kIssued)) return fault;
  if (ledger_.invoice_by_extension.contains(extended.extension_id)) {
    return Wrong("extension_id", extended.extension_id, "an id without an extension");
  }
  const Date due = ledger_.Find(extended.invoice_id)->DueDay();
  return DiffersInDay(extended.due_date, std::max(due, extended.due));
}

Fault Books::Misfit(const DueDateExtensionRevoked& revoked) const {
  const auto named = ledger_.invoice_by_extension.find(revoked.extension_id);
  if (named == ledger_.invoice_by_extension.end() || named->second != revoked.invoice_id) {
    return Wrong("extension_id", revoked.extension_id, "an extension of the same invoice");
  }
  Invoice invoice = *ledger_.Find(revoked.invoice_id);
  std::erase_if(invoice.extensions,
                [&](const auto& each) { return each.extension_id == revoked.extension_id; });
  return DiffersInDay(revoked.due_date, invoice.DueDay());
}

Fault Books::Misfit(const DiscountTaken& taken) const {
  if (auto fault = Mispaid(taken.payment_id)) return fault;
  if (auto fault = Misplaced(taken.invoice_id, "amount", taken.amount)) return fault;
  const auto& steps = ledger_.Find(taken.invoice_id)->terms.discounts;
  const bool agreed = std::any_of(steps.begin(), steps.end(), [&](const auto& step) {
    return step.last_day == taken.last_day && step.millionths == taken.millionths;
  });
  if (!agreed) return Wrong("last_day", ToString(taken.last_day), "that of a step of the invoice");
  if (ledger_.payments.at(taken.payment_id).effective > taken.last_day) {
    return Wrong("payment_id", taken.payment_id, "a payment by " + ToString(taken.last_day));
  }
  return std::nullopt;
}

Fault Books::Misfit(const DiscountReversed& reversed) const {
  const auto found = ledger_.discounts.find(reversed.payment_id);
  Money taken{0, reversed.amount.currency};
  if (found != ledger_.discounts.end()) {
    for (const Discount& each : found->second) {
      if (each.invoice_id == reversed.invoice_id) taken = taken + each.amount;
    }
  }
  if (auto fault = Misplaced(reversed.invoice_id, "amount", reversed.amount)) return fault;
  if (taken.minor_units == 0) {
    return Wrong("payment_id", reversed.payment_id, "one that had taken a discount");
  }
  return Differs("amount", reversed.amount, taken);
}

}  // namespace recourse::standalone
