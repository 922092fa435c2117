#include "services/invoicing/api/refusals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "services/invoicing/api/circumstance_refusals.h"
#include "services/invoicing/api/draft_refusals.h"
#include "services/invoicing/api/statement_refusals.h"

namespace recourse::invoicing {
namespace {

bool IsReason(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
}

// That each row stands at the place of its rule, and the last rule has the last row, is checked
// where the tables are compiled. `last` repeats the latter, so that a new rule is noticed here too.
template <class Rule>
void CheckTable(std::span<const RefusalText<Rule>> rows, Rule last) {
  ASSERT_EQ(rows.size(), static_cast<std::size_t>(last) + 1);
  std::set<std::string_view> reasons;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto rule = static_cast<Rule>(i);
    const Failure failure = ToFailure(Refusal<Rule>{rule, {{"field", "value"}}});
    EXPECT_EQ(rows[i].rule, rule);
    EXPECT_TRUE(IsReason(failure.reason)) << failure.reason;
    EXPECT_TRUE(reasons.insert(rows[i].reason).second) << failure.reason;
    EXPECT_TRUE(failure.message.ends_with('.')) << failure.message;
    EXPECT_EQ(failure.values, (Failure::Values{{"field", "value"}}));
  }
}

TEST(RefusalsTest, EveryRuleHasANameAKindAndASentence) {
  CheckTable(ApprovalRefusals(), ApprovalRule::kDecidedOtherwise);
  CheckTable(ApprovalLimitsRefusals(), ApprovalLimitsRule::kLimitTwice);
  CheckTable(IssuerRefusals(), IssuerRule::kFieldTooLong);
  CheckTable(CircumstanceRefusals(), CircumstanceRule::kRevokedOtherwise);
  CheckTable(DraftRefusals(), DraftRule::kNotSubmitted);
  CheckTable(LiablePartyRefusals(), LiablePartyRule::kReleasedOtherwise);
  CheckTable(AccountRefusals(), AccountRule::kNoEmailAddress);
  CheckTable(InvoiceNumberRefusals(), InvoiceNumberRule::kNumberTaken);
  CheckTable(LedgerRefusals(), LedgerRule::kReleasedOtherwise);
  CheckTable(PeriodsRefusals(), PeriodsRule::kTooManyChanges);
  CheckTable(StatementRefusals(), StatementRule::kPartsNotTheAmount);
}

TEST(RefusalsTest, ANumberThatIsTakenReadsTheSameFromBothHomes) {
  const Failure taken = NotIssued("NUMBER_TAKEN", "2012-7");
  EXPECT_EQ(taken.kind, Failure::Kind::kExists);
  EXPECT_EQ(taken, ToFailure(Refusal<InvoiceNumberRule>{InvoiceNumberRule::kNumberTaken,
                                                        {{"number", "2012-7"}}}));
}

}  // namespace
}  // namespace recourse::invoicing
