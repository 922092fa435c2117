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

template <class Entries, class Counts>
BrokenRule Broken(const Money& amount, const Control& control, const Entries& entries,
                  const Counts& counts) {
  if (!control.Alone() || !control.limit) return std::nullopt;
  CHECK(control.limit->currency == amount.currency);
  const Money together = amount + DoneAlone(entries, amount.currency, counts);
  if (together <= *control.limit) return std::nullopt;
  return Refuse(kNeedsApproval, {{"amount", ToString(amount)},
                                 {"together", ToString(together)},
                                 {"limit", ToString(*control.limit)},
                                 {"limits_version", std::to_string(control.limits_version)},
                                 {"call", "ApprovalService/RequestApproval"}});
}

}  // namespace

BrokenRule BrokenByLimit(const WriteOffInvoice& write_off, const Ledger& ledger) {
  return Broken(write_off.amount, write_off.control, ledger.write_offs, [&](const WriteOff& each) {
    return each.invoice_id == write_off.invoice_id && !each.reversed;
  });
}

BrokenRule BrokenByLimit(const WaiveCharge& waive, const Ledger& ledger) {
  return Broken(waive.amount, waive.control, ledger.waivers, [&](const Waiver& each) {
    return each.charge_id == waive.charge_id && !each.reversed;
  });
}

BrokenRule BrokenByLimit(const ReverseCharge& reversal, const Charge& charge) {
  return Broken(charge.amount, reversal.control, std::map<std::string, Waiver>(),
                [](const Waiver&) { return false; });
}

BrokenRule BrokenByLimit(const IssueCreditNote& credit, const Ledger& ledger) {
  return Broken(credit.amount, credit.control, ledger.credit_notes,
                [&](const CreditNote& each) { return each.invoice_id == credit.invoice_id; });
}

BrokenRule BrokenByLimit(const RequestRefund& request, const Ledger& ledger) {
  return Broken(request.amount, request.control, ledger.refunds, [&](const Refund& each) {
    return each.source == request.source && each.InForce();
  });
}

}  // namespace recourse::invoicing
