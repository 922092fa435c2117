#pragma once

#include <optional>
#include <string_view>

#include "libs/engine/definition.h"

// A queued message is a promise to the outbox of this installation, and its answer an event.
namespace recourse::communication_log {

inline constexpr std::string_view kOutboxTarget = "outbox";
// The request is the v1::MessageQueued itself; the answer a v1::Message in the state SENT, WITHHELD
// or FAILED, of which only what belongs to that state is read.
inline constexpr std::string_view kOutboxMethod = "/recourse.communication_log.Outbox/Send";

// Nothing for events other than MessageQueued.
std::optional<engine::PromiseCall> PromiseOf(const engine::Record& record);

// Records what became of the message. Fails only if the answer cannot be read, or was not awaited.
Expected<Done, Failure> RecordAnswer(engine::Unit& unit, const engine::PromiseAnswer& answer);

}  // namespace recourse::communication_log
