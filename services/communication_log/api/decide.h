#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/engine/unit.h"
#include "services/communication_log/api/refusals.h"

namespace recourse::communication_log {

// What a decision came to: the state as it will be, since the unit shows it as it was.
template <engine::Aggregate A>
struct Decided {
  typename A::Decider::State state;
  std::size_t events = 0;  // None: what was asked held already.
};

// Decides in the unit, and tells a refusal as callers read it.
template <engine::Aggregate A>
Expected<Decided<A>, Failure> Decide(engine::Unit& unit, std::string_view stream,
                                     const typename A::Decider::Command& command) {
  typename A::Decider::State state = unit.State<A>(stream);
  const auto events = A::Decider::Decide(command, state, unit.now());
  if (!events) return Unexpected{ToFailure(events.error())};
  for (const auto& event : *events) state = A::Decider::Evolve(std::move(state), event);
  CHECK(unit.Decide<A>(stream, command));
  return Decided<A>{std::move(state), events->size()};
}

}  // namespace recourse::communication_log
