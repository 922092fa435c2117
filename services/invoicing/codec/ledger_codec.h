#pragma once

#include <optional>
#include <string_view>

#include "libs/eventlog/event.h"
#include "services/invoicing/domain/ledger.h"

namespace recourse::invoicing {

// The ledger as the engine takes it (engine::Aggregate): stream "ledger" of "accounts/<id>".
// Thread safe. Messages are reused by thread, so a payment costs few allocations either way.
struct LedgerAggregate {
  using Decider = LedgerDecider;
  static constexpr std::string_view kStream = "ledger";

  static eventlog::EncodedEvent Encode(const LedgerEvent& event);
  // Nothing if `type` is not an event of the ledger, or `payload` cannot be read as one.
  static std::optional<LedgerEvent> Decode(std::string_view type, std::string_view payload);
};

}  // namespace recourse::invoicing
