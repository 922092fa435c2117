#pragma once

#include <optional>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/engine/definition.h"

// An invoice's number is unique per issuer, and the issuer lives in another home than the account:
// InvoiceRequested promises to reserve the number there, and the answer decides what becomes of the
// invoice.
namespace recourse::invoicing {

// The call that `record` promises: ReserveNumber for an InvoiceRequested, nothing for all else.
std::optional<engine::PromiseCall> NumberPromise(const engine::Record& record);

// The number is reserved: the invoice is issued. It is not: the invoice is refused, for good.
Expected<Done, Failure> OnNumberAnswer(engine::Unit& unit, const engine::PromiseAnswer& answer);

}  // namespace recourse::invoicing
