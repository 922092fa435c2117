#pragma once

#include <optional>
#include <string_view>

#include "libs/eventlog/event.h"
#include "libs/wire/reader.h"
#include "recourse/invoicing/v1/liable_party_events.pb.h"
#include "services/invoicing/domain/liable_parties.h"

namespace recourse::invoicing {

// Who is liable beside the customer, as the engine takes it (engine::Aggregate): stream
// "liable_parties" of "accounts/<id>". Thread safe.
struct LiablePartiesAggregate {
  using Decider = LiablePartiesDecider;
  static constexpr std::string_view kStream = "liable_parties";

  static eventlog::EncodedEvent Encode(const LiablePartyEvent& event);
  // Nothing if `type` is not one of their events, or `payload` cannot be read as one.
  static std::optional<LiablePartyEvent> Decode(std::string_view type, std::string_view payload);
};

v1::LiableRole ToWire(LiableRole role);
LiableRole Read(v1::LiableRole role, wire::Reader& reader);

}  // namespace recourse::invoicing
