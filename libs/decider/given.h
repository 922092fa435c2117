#pragma once

#include <gtest/gtest.h>

#include <source_location>
#include <vector>

#include "libs/decider/decider.h"

namespace recourse {

// Given{history}.When(command).Then(events) reads as the sentence it tests. Expectations are
// exact: same events, same order.
template <Decider D>
class GivenHistory {
 public:
  using Event = typename D::Event;
  using Rule = typename D::Rule;
  using Here = std::source_location;

  explicit GivenHistory(const std::vector<Event>& history) : state_(Replay<D>(history)) {}

  struct Outcome {
    Decision<Event, Rule> decision;

    void Then(const std::vector<Event>& expected, Here here = Here::current()) const {
      const testing::ScopedTrace trace(here.file_name(), static_cast<int>(here.line()), "Then");
      ASSERT_TRUE(decision) << "rejected";
      EXPECT_EQ(*decision, expected);
    }
    void ThenNothing(Here here = Here::current()) const { Then({}, here); }
    void ThenRefused(Rule rule, Here here = Here::current()) const {
      const testing::ScopedTrace trace(here.file_name(), static_cast<int>(here.line()), "Then");
      ASSERT_FALSE(decision) << "accepted";
      EXPECT_EQ(decision.error().rule, rule);
    }
    // As above, and the refusal also names exactly these values.
    void ThenRefused(Rule rule, const Failure::Values& values, Here here = Here::current()) const {
      ThenRefused(rule, here);
      const testing::ScopedTrace trace(here.file_name(), static_cast<int>(here.line()), "values");
      ASSERT_FALSE(decision);
      EXPECT_EQ(decision.error().values, values);
    }
  };

  // The moment that the command is decided at; the epoch unless told.
  GivenHistory& At(Instant now) {
    now_ = now;
    return *this;
  }
  Outcome When(const typename D::Command& command) const {
    return {D::Decide(command, state_, now_)};
  }

 private:
  typename D::State state_;
  Instant now_{};
};

}  // namespace recourse
