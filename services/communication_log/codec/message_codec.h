#pragma once

#include <optional>
#include <string_view>

#include "libs/engine/unit.h"
#include "services/communication_log/domain/message.h"

namespace recourse::communication_log {

// The stream "messages/<id>": its decider, and its events as bytes.
struct MessageAggregate {
  using Decider = MessageDecider;

  static eventlog::EncodedEvent Encode(const MessageEvent& event);
  static std::optional<MessageEvent> Decode(std::string_view type, std::string_view payload);
};
static_assert(engine::Aggregate<MessageAggregate>);

}  // namespace recourse::communication_log
