#include "services/invoicing/domain/ledger_rules.h"

// What of an operation was done on one item by one person alone, and is in force.
namespace recourse::invoicing {
namespace {

using enum LedgerRule;

// `counts(entry)`: the entry is of the item, and in force.
template <class Entries, class Counts>
Money DoneAlone(const Entries& entries, const Currency& currency, const Counts& counts) {
  Money sum{0, currency};
  for (const auto& [id, entry] : entries) {
    if (entry.control.Alone() && counts(entry)) sum = sum + entry.amount;
  }
  return sum;
}

// `before()`: what was done alone until now. It is looked for only where there is a limit.
template <class Before>
BrokenRule Broken(const Money& amount, const Control& control, const Before& before,
                  const char* call = "ApprovalService/RequestApproval") {
  if (!control.Alone() || !control.limit) return std::nullopt;
  CHECK(control.limit->currency == amount.currency);
  const Money together = amount + before();
  if (together <= *control.limit) return std::nullopt;
  return Refuse(kNeedsApproval, {{"amount", ToString(amount)},
                                 {"together", ToString(together)},
                                 {"limit", ToString(*control.limit)},
                                 {"limits_version", std::to_string(control.limits_version)},
                                 {"call", call}});
}

}  // namespace

BrokenRule BrokenByLimit(const WriteOffInvoice& write_off, const Ledger& ledger) {
  return Broken(write_off.amount, write_off.control, [&] {
    return DoneAlone(ledger.write_offs, write_off.amount.currency, [&](const WriteOff& each) {
      return each.invoice_id == write_off.invoice_id && !each.reversed;
    });
  });
}

BrokenRule BrokenByLimit(const WaiveCharge& waive, const Ledger& ledger) {
  return Broken(waive.amount, waive.control, [&] {
    return DoneAlone(ledger.waivers, waive.amount.currency, [&](const Waiver& each) {
      return each.charge_id == waive.charge_id && !each.reversed;
    });
  });
}

BrokenRule BrokenByLimit(const ReverseCharge& reversal, const Charge& charge) {
  return Broken(charge.amount, reversal.control, [&] { return Money{0, charge.amount.currency}; });
}

BrokenRule BrokenByLimit(const IssueCreditNote& credit, const Ledger& ledger) {
  return Broken(credit.amount, credit.control,
                [&] { return CreditedAlone(credit.invoice_id, ledger); });
}

BrokenRule BrokenByLimit(const RequestRefund& request, const Ledger& ledger) {
  return Broken(request.amount, request.control, [&] {
    return DoneAlone(ledger.refunds, request.amount.currency, [&](const Refund& each) {
      return each.source == request.source && each.InForce();
    });
  });
}

BrokenRule BrokenByLimit(const Lowering& lowering) {
  if (lowering.by_second_person) return std::nullopt;
  return Broken(
      lowering.amount, lowering.control, [&] { return lowering.together - lowering.amount; },
      "DraftService/IssueDraft");
}

Money CreditedAlone(const std::string& invoice_id, const Ledger& ledger) {
  const Invoice& invoice = *ledger.Find(invoice_id);
  const Money noted =
      DoneAlone(ledger.credit_notes, invoice.amount.currency,
                [&](const CreditNote& each) { return each.invoice_id == invoice_id; });
  return invoice.lowered_alone ? noted + *invoice.lowered_alone : noted;
}

}  // namespace recourse::invoicing
