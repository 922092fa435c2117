#pragma once

#include <optional>
#include <string_view>

#include "libs/eventlog/event.h"
#include "services/invoicing/domain/periods.h"

namespace recourse::invoicing {

// The periods of an issuer as the engine takes them (engine::Aggregate): stream "periods" of
// "issuers/<id>". Thread safe.
struct PeriodsAggregate {
  using Decider = PeriodsDecider;
  static constexpr std::string_view kStream = "periods";

  static eventlog::EncodedEvent Encode(const PeriodsEvent& event);
  // Nothing if `type` is not an event of periods, or `payload` cannot be read as one.
  static std::optional<PeriodsEvent> Decode(std::string_view type, std::string_view payload);
};

}  // namespace recourse::invoicing
