#pragma once

#include <optional>
#include <string_view>

#include "libs/eventlog/event.h"
#include "libs/wire/reader.h"
#include "recourse/invoicing/v1/circumstance_events.pb.h"
#include "services/invoicing/domain/circumstances.h"

namespace recourse::invoicing {

// The circumstances of an account as the engine takes them (engine::Aggregate): stream
// "circumstances" of "accounts/<id>". Thread safe.
struct CircumstancesAggregate {
  using Decider = CircumstancesDecider;
  static constexpr std::string_view kStream = "circumstances";

  static eventlog::EncodedEvent Encode(const CircumstanceEvent& event);
  // Nothing if `type` is not one of their events, or `payload` cannot be read as one.
  static std::optional<CircumstanceEvent> Decode(std::string_view type, std::string_view payload);
};

v1::CircumstanceKind ToWire(CircumstanceKind kind);
CircumstanceKind Read(v1::CircumstanceKind kind, wire::Reader& reader);

}  // namespace recourse::invoicing
