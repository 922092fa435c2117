#include "services/collections/domain/feed.h"

#include "libs/decider/given.h"

namespace recourse::collections {
namespace {

using Given = GivenHistory<FeedDecider>;

using Issued = EscalationIssued;
using Append = AppendEscalation;

const char* const kFirst = "accounts/a1/placements/p1";
const char* const kSecond = "accounts/a2/placements/p1";

Escalation Version(std::uint32_t version, EscalationKind kind = EscalationKind::kOffered) {
  Escalation escalation;
  escalation.version = version;
  escalation.kind = kind;
  return escalation;
}

TEST(FeedTest, SequenceIsDenseOverAllPlacements) {
  Given({Issued{1, kFirst, Version(1)}, Issued{2, kSecond, Version(1)}})
      .When(Append{kFirst, Version(2)})
      .Then({Issued{3, kFirst, Version(2)}});
}

TEST(FeedTest, WhatWasToldIsNotToldAgain) {
  for (const std::uint32_t version : {1u, 2u}) {
    Given({Issued{1, kFirst, Version(1)}, Issued{2, kFirst, Version(2)}})
        .When(Append{kFirst, Version(version)})
        .ThenNothing();
  }
}

TEST(FeedTest, AcknowledgedIsWhatWasTakenInLast) {
  const std::vector<FeedEvent> three = {
      Issued{1, kFirst, Version(1)}, Issued{2, kFirst, Version(2)}, Issued{3, kSecond, Version(1)}};
  Given(three).When(AcknowledgeFeed{2}).Then({FeedAcknowledged{2}});
  std::vector<FeedEvent> acknowledged = three;
  acknowledged.push_back(FeedAcknowledged{2});
  Given(acknowledged).When(AcknowledgeFeed{2}).ThenNothing();
  Given(acknowledged).When(AcknowledgeFeed{1}).ThenNothing();
  Given(acknowledged).When(AcknowledgeFeed{3}).Then({FeedAcknowledged{3}});
  Given(acknowledged).When(Append{kSecond, Version(2)}).Then({Issued{4, kSecond, Version(2)}});
}

// One row or more for each FeedRule, in the order in which the enum declares them.
TEST(FeedTest, Refusals) {
  using enum FeedRule;
  Given({Issued{1, kFirst, Version(1)}})
      .When(Append{kFirst, Version(1, EscalationKind::kClosed)})
      .ThenRefused(kVersionReused);
  Given({Issued{1, kFirst, Version(1)}}).When(Append{kFirst, Version(3)}).ThenRefused(kVersionGap);
  Given({}).When(Append{kFirst, Version(2)}).ThenRefused(kVersionGap);
  Given({}).When(Append{kFirst, Version(0)}).ThenRefused(kVersionGap);
  Given({}).When(AcknowledgeFeed{1}).ThenRefused(kAheadOfFeed);
  Given({Issued{1, kFirst, Version(1)}}).When(AcknowledgeFeed{2}).ThenRefused(kAheadOfFeed);
}

}  // namespace
}  // namespace recourse::collections
