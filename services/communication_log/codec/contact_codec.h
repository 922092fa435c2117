#pragma once

#include <optional>
#include <string_view>

#include "libs/engine/unit.h"
#include "services/communication_log/domain/contact.h"

namespace recourse::communication_log {

// The stream "contacts/<id>": its decider, and its events as bytes.
struct ContactAggregate {
  using Decider = ContactDecider;

  static eventlog::EncodedEvent Encode(const ContactEvent& event);
  static std::optional<ContactEvent> Decode(std::string_view type, std::string_view payload);
};
static_assert(engine::Aggregate<ContactAggregate>);

}  // namespace recourse::communication_log
