#pragma once

#include <string>

#include "libs/engine/unit.h"
#include "services/invoicing/domain/agreement.h"

namespace recourse::invoicing {

// What an invoice's agreement lets be charged for being late, and the clause, version and notice
// that it rests on.
struct AgreedCharges {
  LateChargePolicy policy;
  Entitlement entitlement;
};

// By the version that the invoice was issued under, in the unit of its account. kNotFound
// UNKNOWN_INVOICE; kPrecondition NOT_AGREED, naming invoice and kind, where it names no agreement,
// or that version has no late charges of this kind.
Expected<AgreedCharges, Failure> FindAgreed(engine::Unit& unit, const std::string& invoice_id,
                                            ChargeKind kind);

}  // namespace recourse::invoicing
