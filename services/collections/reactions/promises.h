#pragma once

#include <optional>

#include "libs/engine/definition.h"

namespace recourse::collections {

// What a record of collections promises, and whom it asks:
//   MessagePromised     communication_log: send the message
//   EscalationPromised  collections, home of the partner: put it into the feed
//   PartnerRegistered   collections, the directory: list the agency
//   AgencySought        collections, the directory: which agencies are there?
std::optional<engine::PromiseCall> PromiseOf(const engine::Record& record);

// Records what was answered: a message queued or refused, an escalation refused, the run that
// waited for the agencies. A failure is our own bug: an answer that is none.
Expected<Done, Failure> TakeAnswer(engine::Unit& unit, const engine::PromiseAnswer& answer);

}  // namespace recourse::collections
