#include "services/collections/reasons.h"

#include <gtest/gtest.h>

#include <set>

namespace recourse::collections {
namespace {

Failure Tell(const Refusal<CaseRule>& refusal) { return ToFailure(refusal, "accounts/a1"); }
template <class Rule>
Failure Tell(const Refusal<Rule>& refusal) {
  return ToFailure(refusal);
}

// Every rule up to `last` has a reason of its own.
template <class Rule>
void ExpectReasons(Rule last) {
  std::set<std::string> names;
  for (int number = 0; number <= static_cast<int>(last); ++number) {
    const Failure failure = Tell(Refusal<Rule>{static_cast<Rule>(number), {{"a", "b"}}});
    EXPECT_TRUE(names.insert(failure.reason).second) << failure.reason;
    EXPECT_EQ(failure.message.back(), '.') << failure.reason;
    EXPECT_EQ(failure.values.at(0), (std::pair<std::string, std::string>("a", "b")));
  }
}

TEST(ReasonsTest, EveryRuleHasItsOwn) {
  ExpectReasons(CaseRule::kPlacementEnded);
  ExpectReasons(PartnerRule::kAnswerDaysOutOfBounds);
  ExpectReasons(FeedRule::kVersionGap);
}

TEST(ReasonsTest, AnUnknownAccountIsNamed) {
  EXPECT_EQ(Tell(Refusal<CaseRule>{CaseRule::kUnknownAccount, {}}).values,
            (Failure::Values{{"account", "accounts/a1"}}));
  EXPECT_TRUE(Tell(Refusal<CaseRule>{CaseRule::kUnknownHold, {}}).values.empty());
}

TEST(ReasonsTest, WhatIsNotThereIsNotFoundAndWhatIsTakenExists) {
  const auto kind = [](auto rule) { return Tell(Refusal<decltype(rule)>{rule, {}}).kind; };
  EXPECT_EQ(kind(CaseRule::kUnknownHold), Failure::Kind::kNotFound);
  EXPECT_EQ(kind(CaseRule::kHoldIdReused), Failure::Kind::kExists);
  EXPECT_EQ(kind(CaseRule::kMoreThanChaseable), Failure::Kind::kPrecondition);
  EXPECT_EQ(kind(PartnerRule::kAlreadyRegistered), Failure::Kind::kExists);
}

}  // namespace
}  // namespace recourse::collections
