#pragma once

#include <optional>
#include <string_view>

#include "libs/engine/unit.h"
#include "services/dispute/domain/dispute.h"

namespace recourse::dispute {

// The stream "disputes/<id>": its decider, and its events as bytes.
struct DisputeAggregate {
  using Decider = DisputeDecider;

  static eventlog::EncodedEvent Encode(const DisputeEvent& event);
  static std::optional<DisputeEvent> Decode(std::string_view type, std::string_view payload);
};
static_assert(engine::Aggregate<DisputeAggregate>);

}  // namespace recourse::dispute
