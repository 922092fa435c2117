#pragma once

#include <concepts>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse {

// A refusal by a rule of the domain: the rule, and the values that broke it, for the caller to
// read. Two refusals by the same rule are equal.
template <class Rule>
struct Refusal {
  Rule rule;
  Failure::Values values;

  bool operator==(const Refusal& other) const { return rule == other.rule; }
};

template <class Rule>
Unexpected<Refusal<Rule>> Refuse(Rule rule, Failure::Values values = {}) {
  return {{rule, std::move(values)}};
}

template <class Event, class Rule>
using Decision = Expected<std::vector<Event>, Refusal<Rule>>;

// A Decider is the whole behaviour of one kind of entity. It is pure: no I/O, no clock, no
// randomness, no protobuf.
//   Decide  may refuse; an empty list means that what is asked already holds.
//   Evolve  may not refuse: the event has happened.
// `now` is the instant that the events will be recorded at.
template <class D>
concept Decider = requires(const typename D::Command& command, const typename D::Event& event,
                           const typename D::State& state, typename D::State moved, Instant now) {
  { D::Initial() } -> std::same_as<typename D::State>;
  { D::Decide(command, state, now) } -> std::same_as<Decision<typename D::Event, typename D::Rule>>;
  { D::Evolve(std::move(moved), event) } -> std::same_as<typename D::State>;
};

template <Decider D>
typename D::State Replay(const std::vector<typename D::Event>& history) {
  return std::accumulate(history.begin(), history.end(), D::Initial(),
                         [](typename D::State&& state, const typename D::Event& event) {
                           return D::Evolve(std::move(state), event);
                         });
}

}  // namespace recourse
