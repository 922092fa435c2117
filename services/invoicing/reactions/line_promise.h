#pragma once

#include <optional>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/engine/definition.h"

// A bank statement lies in the issuer's home, and the account that a line paid for in another:
// LineConfirmed promises to record the payment there, LinePartConfirmed that of one part of a line
// that was split, and the answer decides what becomes of the line or part.
namespace recourse::invoicing {

// The call that `record` promises: RecordPayment for a LineConfirmed or a LinePartConfirmed,
// nothing for all else.
std::optional<engine::PromiseCall> LinePromise(const engine::Record& record);

// Whether the promise of `answer` is one of these.
bool IsLinePromise(const engine::PromiseAnswer& answer);
// The payment is recorded: the line is settled. It is not: the line waits again, with the reason.
Expected<Done, Failure> OnLineAnswer(engine::Unit& unit, const engine::PromiseAnswer& answer);

}  // namespace recourse::invoicing
