#include "services/communication_log/api/refusals.h"

#include <gtest/gtest.h>

#include <set>

namespace recourse::communication_log {
namespace {

// Every rule up to `last` has a name and a sentence of its own.
template <class Rule>
void ExpectToldApart(Rule last) {
  std::set<std::string> reasons;
  std::set<std::string> messages;
  for (int rule = 0; rule <= static_cast<int>(last); ++rule) {
    const Failure failure = ToFailure(Refusal<Rule>{static_cast<Rule>(rule), {{"why", "so"}}});
    EXPECT_TRUE(reasons.insert(failure.reason).second) << failure.reason;
    EXPECT_TRUE(messages.insert(failure.message).second) << failure.message;
    EXPECT_TRUE(failure.message.ends_with('.')) << failure.message;
    EXPECT_EQ(failure.values, (Failure::Values{{"why", "so"}}));
  }
}

TEST(RefusalsTest, EveryRuleIsToldInItsOwnWords) {
  ExpectToldApart(ClearanceRule::kClearanceIdInUse);
  ExpectToldApart(ContactRule::kNotYetHappened);
  ExpectToldApart(MessageRule::kNotQueued);
  ExpectToldApart(PreferenceRule::kTooManyPersons);
}

}  // namespace
}  // namespace recourse::communication_log
