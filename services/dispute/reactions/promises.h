#pragma once

#include <optional>

#include "libs/engine/definition.h"

// What disputes ask of invoicing, and what its answers come to.
namespace recourse::dispute {

// The request to invoicing that an event of a dispute promises: MarkDisputed for DisputeOpened,
// IssueCreditNote for CreditPromised, ReleaseDisputed for ReleasePromised; nothing for others.
std::optional<engine::PromiseCall> PromiseOf(const engine::Record& record);

// Records invoicing's answer, a refusal too, in the stream of the dispute that asked. Fails only if
// the answer cannot be read, or was not awaited.
Expected<Done, Failure> RecordAnswer(engine::Unit& unit, const engine::PromiseAnswer& answer);

}  // namespace recourse::dispute
