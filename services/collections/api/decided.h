#pragma once

#include <string_view>
#include <utility>

#include "libs/base/check.h"
#include "libs/engine/unit.h"
#include "services/collections/reasons.h"

namespace recourse::collections {

inline Failure Told(const Refusal<CaseRule>& refusal, const engine::Unit& unit) {
  return ToFailure(refusal, unit.home());
}
template <class Rule>
Failure Told(const Refusal<Rule>& refusal, const engine::Unit&) {
  return ToFailure(refusal);
}

// Decides `command` on `stream` and stages its events. Gives the state as it will be then, to
// answer from, or the refusal as callers are told of it.
template <engine::Aggregate A>
Expected<typename A::Decider::State, Failure> Decided(engine::Unit& unit, std::string_view stream,
                                                      const typename A::Decider::Command& command) {
  using Decider = typename A::Decider;
  auto state = unit.State<A>(stream);
  const auto decision = Decider::Decide(command, state, unit.now());
  if (!decision) return Unexpected{Told(decision.error(), unit)};
  for (const auto& event : *decision) state = Decider::Evolve(std::move(state), event);
  CHECK(unit.Decide<A>(stream, command));  // The same decision again.
  return state;
}

}  // namespace recourse::collections
