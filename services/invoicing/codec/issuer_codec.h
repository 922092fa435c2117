#pragma once

#include <optional>
#include <string_view>

#include "libs/eventlog/event.h"
#include "services/invoicing/domain/issuer.h"

namespace recourse::invoicing {

// The issuer as the engine takes it (engine::Aggregate): stream "issuer" of
// "issuers/<id>". Thread safe.
struct IssuerAggregate {
  using Decider = IssuerDecider;
  static constexpr std::string_view kStream = "issuer";

  static eventlog::EncodedEvent Encode(const IssuerEvent& event);
  // Nothing if `type` is not an event of the issuer, or `payload` cannot be read as one.
  static std::optional<IssuerEvent> Decode(std::string_view type, std::string_view payload);
};

}  // namespace recourse::invoicing
