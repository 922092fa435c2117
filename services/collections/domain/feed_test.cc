#include "services/collections/domain/feed.h"

#include "libs/decider/given.h"

namespace recourse::collections {
namespace {

using Given = GivenHistory<FeedDecider>;

const char* const kFirst = "accounts/a1/placements/p1";
const char* const kSecond = "accounts/a2/placements/p1";

Escalation Version(std::uint32_t version, EscalationKind kind = EscalationKind::kOffered) {
  Escalation escalation;
  escalation.version = version;
  escalation.kind = kind;
  return escalation;
}

TEST(FeedTest, SequenceIsDenseOverAllPlacements) {
  Given({{1, kFirst, Version(1)}, {2, kSecond, Version(1)}})
      .When({kFirst, Version(2)})
      .Then({{3, kFirst, Version(2)}});
}

TEST(FeedTest, WhatWasToldIsNotToldAgain) {
  Given({{1, kFirst, Version(1)}, {2, kFirst, Version(2)}})
      .When({kFirst, Version(2)})
      .ThenNothing();
  Given({{1, kFirst, Version(1)}, {2, kFirst, Version(2)}})
      .When({kFirst, Version(1)})
      .ThenNothing();
}

// One row or more for each FeedRule, in the order in which the enum declares them.
TEST(FeedTest, Refusals) {
  using enum FeedRule;
  Given({{1, kFirst, Version(1)}})
      .When({kFirst, Version(1, EscalationKind::kClosed)})
      .ThenRefused(kVersionReused);
  Given({{1, kFirst, Version(1)}}).When({kFirst, Version(3)}).ThenRefused(kVersionGap);
  Given({}).When({kFirst, Version(2)}).ThenRefused(kVersionGap);
  Given({}).When({kFirst, Version(0)}).ThenRefused(kVersionGap);
}

}  // namespace
}  // namespace recourse::collections
