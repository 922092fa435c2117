#include "services/dispute/api/refusals.h"

#include <gtest/gtest.h>

#include <set>

namespace recourse::dispute {
namespace {

TEST(RefusalsTest, EveryRuleIsToldInItsOwnWords) {
  std::set<std::string> reasons;
  std::set<std::string> messages;
  constexpr int kRules = static_cast<int>(DisputeRule::kNotAwaited) + 1;
  for (int rule = 0; rule < kRules; ++rule) {
    const Failure failure = ToFailure({static_cast<DisputeRule>(rule), {{"why", "so"}}});
    EXPECT_TRUE(reasons.insert(failure.reason).second) << failure.reason;
    EXPECT_TRUE(messages.insert(failure.message).second) << failure.message;
    EXPECT_TRUE(failure.message.ends_with('.')) << failure.message;
    EXPECT_EQ(failure.values, (Failure::Values{{"why", "so"}}));
  }
}

}  // namespace
}  // namespace recourse::dispute
