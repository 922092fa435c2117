#include "services/invoicing/domain/accrual.h"

namespace recourse::invoicing {

LedgerDecision Decide(const FreezeCharges& freeze, const Ledger& ledger) {
  const auto known = ledger.freezes.find(freeze.circumstance_id);
  const bool is_known = known != ledger.freezes.end();
  if (!freeze.freeze) {
    if (!is_known) return LedgerEvents{};
    return LedgerEvents{ChargesUnfrozen{freeze.circumstance_id}};
  }
  if (is_known && known->second == *freeze.freeze) return LedgerEvents{};
  return LedgerEvents{ChargesFrozen{freeze.circumstance_id, *freeze.freeze}};
}

void Apply(const ChargesFrozen& frozen, Ledger& ledger) {
  ledger.freezes.insert_or_assign(frozen.circumstance_id, frozen.freeze);
}

void Apply(const ChargesUnfrozen& unfrozen, Ledger& ledger) {
  ledger.freezes.erase(unfrozen.circumstance_id);
}

}  // namespace recourse::invoicing
