#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "libs/eventlog/event.h"
#include "services/invoicing/domain/statement.h"

namespace recourse::invoicing {

// A bank statement as the engine takes it (engine::Aggregate): stream "statements/<key>" of
// "issuers/<id>". Thread safe.
struct StatementAggregate {
  using Decider = StatementDecider;
  static constexpr std::string_view kStreams = "statements/";
  // Of which there is one for each statement.
  static std::string Stream(std::string_view key);

  static eventlog::EncodedEvent Encode(const StatementEvent& event);
  // Nothing if `type` is not an event of a statement, or `payload` cannot be read as one.
  static std::optional<StatementEvent> Decode(std::string_view type, std::string_view payload);
};

}  // namespace recourse::invoicing
