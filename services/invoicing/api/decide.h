#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "libs/engine/unit.h"

namespace recourse::invoicing {

// An aggregate whose decisions are also told to whoever asked for them: an answer often says what
// was decided, and Unit::Decide only counts it.
template <engine::Aggregate A, class Tell>
struct Telling {
  struct Decider {
    struct Command {
      const typename A::Decider::Command& command;
      const Tell& tell;
    };
    using Event = typename A::Decider::Event;
    using State = typename A::Decider::State;
    using Rule = typename A::Decider::Rule;

    static State Initial() { return A::Decider::Initial(); }
    static Decision<Event, Rule> Decide(const Command& asked, const State& state, Instant now) {
      auto decision = A::Decider::Decide(asked.command, state, now);
      if (decision) {
        for (const Event& event : *decision) asked.tell(event);
      }
      return decision;
    }
    static State Evolve(State state, const Event& event) {
      return A::Decider::Evolve(std::move(state), event);
    }
  };

  static eventlog::EncodedEvent Encode(const typename Decider::Event& event) {
    return A::Encode(event);
  }
  static std::optional<typename Decider::Event> Decode(std::string_view type,
                                                       std::string_view payload) {
    return A::Decode(type, payload);
  }
};

// As unit.Decide<A>, and calls `tell(event)` with each event, in order, while it is staged.
template <engine::Aggregate A, class Tell>
Expected<std::size_t, Refusal<typename A::Decider::Rule>> DecideAndTell(
    engine::Unit& unit, std::string_view stream, const typename A::Decider::Command& command,
    const Tell& tell) {
  return unit.Decide<Telling<A, Tell>>(stream, {command, tell});
}

// As unit.Decide<A>, and the events that it led to, in order.
template <engine::Aggregate A>
Expected<std::vector<typename A::Decider::Event>, Refusal<typename A::Decider::Rule>> DecideAndKeep(
    engine::Unit& unit, std::string_view stream, const typename A::Decider::Command& command) {
  std::vector<typename A::Decider::Event> events;
  const auto keep = [&](const typename A::Decider::Event& event) { events.push_back(event); };
  const auto decided = DecideAndTell<A>(unit, stream, command, keep);
  if (!decided) return Unexpected{decided.error()};
  return events;
}

}  // namespace recourse::invoicing
