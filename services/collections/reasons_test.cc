#include "services/collections/reasons.h"

#include <gtest/gtest.h>

#include <set>

namespace recourse::collections {
namespace {

// Every rule up to `last` has a reason of its own.
template <class Rule>
void ExpectReasons(Rule last) {
  std::set<std::string> names;
  for (int number = 0; number <= static_cast<int>(last); ++number) {
    const Failure failure = ToFailure(Refusal<Rule>{static_cast<Rule>(number), {{"a", "b"}}});
    EXPECT_TRUE(names.insert(failure.reason).second) << failure.reason;
    EXPECT_EQ(failure.message.back(), '.') << failure.reason;
    EXPECT_EQ(failure.values, (Failure::Values{{"a", "b"}}));
  }
}

TEST(ReasonsTest, EveryRuleHasItsOwn) {
  ExpectReasons(CaseRule::kPlacementEnded);
  ExpectReasons(PartnerRule::kAnswerDaysOutOfBounds);
  ExpectReasons(FeedRule::kVersionGap);
}

TEST(ReasonsTest, WhatIsNotThereIsNotFoundAndWhatIsTakenExists) {
  const auto kind = [](auto rule) { return ToFailure(Refusal<decltype(rule)>{rule, {}}).kind; };
  EXPECT_EQ(kind(CaseRule::kUnknownHold), Failure::Kind::kNotFound);
  EXPECT_EQ(kind(CaseRule::kHoldIdReused), Failure::Kind::kExists);
  EXPECT_EQ(kind(CaseRule::kMoreThanChaseable), Failure::Kind::kPrecondition);
  EXPECT_EQ(kind(PartnerRule::kAlreadyRegistered), Failure::Kind::kExists);
}

}  // namespace
}  // namespace recourse::collections
