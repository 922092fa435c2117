#include "services/standalone/books.h"

// What the ledger's fold could not take of set-offs, or would take and be wrong.
namespace recourse::standalone {

using invoicing::ItemsSetOff;
using invoicing::SetOff;
using invoicing::SetOffPart;
using invoicing::SetOffReversed;

Fault Books::Misfit(const ItemsSetOff& set_off) const {
  if (ledger_.set_offs.contains(set_off.set_off_id)) {
    return Wrong("set_off_id", set_off.set_off_id, "an id without a set-off");
  }
  if (auto fault = Misplaced(set_off.invoice_id, "amount", set_off.amount)) return fault;
  Money sum{0, set_off.amount.currency};
  for (const SetOffPart& part : set_off.cleared) {
    if (auto fault = Misplaced(part.invoice_id, "cleared.amount", part.amount)) return fault;
    if (auto fault = Foreign("cleared.amount", part.amount, sum.currency)) return fault;
    sum = sum + part.amount;
  }
  return Differs("amount", set_off.amount, sum);
}

Fault Books::Misfit(const SetOffReversed& reversed) const {
  const auto known = ledger_.set_offs.find(reversed.set_off_id);
  if (known == ledger_.set_offs.end() || known->second.reversed ||
      known->second.invoice_id != reversed.invoice_id) {
    return Wrong("set_off_id", reversed.set_off_id, "a set-off of the same invoice in force");
  }
  const SetOff& set_off = known->second;
  if (auto fault = Misplaced(reversed.invoice_id, "amount", reversed.amount)) return fault;
  if (auto fault = Differs("amount", reversed.amount, set_off.amount)) return fault;
  if (reversed.reopened.size() != set_off.cleared.size()) {
    return Wrong("reopened", std::to_string(reversed.reopened.size()) + " entries",
                 std::to_string(set_off.cleared.size()));
  }
  for (std::size_t i = 0; i < set_off.cleared.size(); ++i) {
    const SetOffPart& part = reversed.reopened[i];
    if (part.invoice_id != set_off.cleared[i].invoice_id) {
      return Wrong("reopened.invoice_id", part.invoice_id, set_off.cleared[i].invoice_id);
    }
    if (auto fault = Misplaced(part.invoice_id, "reopened.amount", part.amount)) return fault;
    if (auto fault = Differs("reopened.amount", part.amount, set_off.cleared[i].amount)) {
      return fault;
    }
  }
  return std::nullopt;
}

}  // namespace recourse::standalone
