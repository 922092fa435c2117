#include "services/standalone/books.h"

// What the ledger's fold could not take of frozen days, or would take and be wrong.
namespace recourse::standalone {

using invoicing::ChargeFreeze;
using invoicing::ChargesFrozen;
using invoicing::ChargesUnfrozen;

Fault Books::Misfit(const ChargesFrozen& frozen) const {
  const ChargeFreeze& freeze = frozen.freeze;
  if (freeze.kinds.empty()) return Wrong("freeze.kinds", "none", "one or more");
  if (freeze.through && *freeze.through < freeze.from) {
    return Wrong("freeze.through", ToString(*freeze.through),
                 ToString(freeze.from) + " or a later day");
  }
  return std::nullopt;
}

Fault Books::Misfit(const ChargesUnfrozen& unfrozen) const {
  if (ledger_.freezes.contains(unfrozen.circumstance_id)) return std::nullopt;
  return Wrong("circumstance_id", unfrozen.circumstance_id, "one that freezes something");
}

}  // namespace recourse::standalone
