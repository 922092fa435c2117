#pragma once

#include <optional>
#include <string_view>

#include "libs/engine/unit.h"
#include "services/communication_log/domain/clearance.h"

namespace recourse::communication_log {

// The stream "clearances/<id>": its decider, and its events as bytes.
struct ClearanceAggregate {
  using Decider = ClearanceDecider;

  static eventlog::EncodedEvent Encode(const ClearanceEvent& event);
  static std::optional<ClearanceEvent> Decode(std::string_view type, std::string_view payload);
};
static_assert(engine::Aggregate<ClearanceAggregate>);

}  // namespace recourse::communication_log
