#pragma once

#include <optional>
#include <string_view>

#include "libs/engine/unit.h"
#include "services/collections/domain/case.h"

namespace recourse::collections {

// The case as the engine stores it: stream "case" of home "accounts/<id>".
struct CaseAggregate {
  using Decider = CaseDecider;

  static eventlog::EncodedEvent Encode(const CaseEvent& event);
  // Nothing for what is not an event of a case, or is one with a field that cannot be read.
  static std::optional<CaseEvent> Decode(std::string_view type, std::string_view payload);
};
static_assert(engine::Aggregate<CaseAggregate>);

}  // namespace recourse::collections
