#pragma once

#include <optional>
#include <string_view>

#include "libs/engine/unit.h"
#include "services/communication_log/domain/preferences.h"

namespace recourse::communication_log {

// The stream "policy": its decider, and its events as bytes.
struct PreferencesAggregate {
  using Decider = PreferencesDecider;

  static eventlog::EncodedEvent Encode(const PreferenceEvent& event);
  static std::optional<PreferenceEvent> Decode(std::string_view type, std::string_view payload);
};
static_assert(engine::Aggregate<PreferencesAggregate>);

}  // namespace recourse::communication_log
