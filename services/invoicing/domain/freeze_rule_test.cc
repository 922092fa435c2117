#include "services/invoicing/domain/freeze_rule.h"

#include <gtest/gtest.h>

namespace recourse::invoicing {
namespace {

using namespace date::literals;

const std::vector<FreezeRule> kRules{{"decree",
                                      "law of 2020",
                                      "RU",
                                      CircumstanceKind::kMoratorium,
                                      {ChargeKind::kLateInterest},
                                      true,
                                      2020_y / 4 / 6,
                                      2021_y / 1 / 7},
                                     {"decree",
                                      "law of 2022",
                                      "RU",
                                      CircumstanceKind::kMoratorium,
                                      {ChargeKind::kLateInterest},
                                      true,
                                      2022_y / 4 / 1,
                                      2022_y / 10 / 1},
                                     {"open",
                                      "law",
                                      "XX",
                                      CircumstanceKind::kDeceased,
                                      {ChargeKind::kFixedFee},
                                      false,
                                      2022_y / 4 / 1,
                                      std::nullopt}};

std::string Frozen(const std::string& name, CircumstanceKind kind, Date from,
                   std::optional<Date> until) {
  CircumstanceContent content;
  content.kind = kind;
  content.from = from;
  content.until = until;
  const auto freeze = FreezeBy(kRules, name, content);
  return freeze ? freeze->law + " from " + ToString(freeze->from) : freeze.error().reason;
}

TEST(FreezeRuleTest, TheOneOfItsNameAndDaysIsMeant) {
  constexpr auto kMoratorium = CircumstanceKind::kMoratorium;
  EXPECT_EQ(Frozen("decree", kMoratorium, 2022_y / 10 / 1, {}), "law of 2022 from 2022-04-01");
  EXPECT_EQ(Frozen("decree", kMoratorium, 2021_y / 1 / 7, Date(2021_y / 2 / 1)),
            "law of 2020 from 2020-04-06");
  EXPECT_EQ(Frozen("decree", kMoratorium, 2021_y / 1 / 8, Date(2022_y / 3 / 31)),
            "FREEZE_RULE_NOT_IN_FORCE");
  EXPECT_EQ(Frozen("decree", kMoratorium, 2022_y / 10 / 2, {}), "FREEZE_RULE_NOT_IN_FORCE");
  EXPECT_EQ(Frozen("open", CircumstanceKind::kDeceased, 2052_y / 1 / 1, {}), "law from 2022-04-01");
  EXPECT_EQ(Frozen("open", kMoratorium, 2052_y / 1 / 1, {}), "FREEZE_RULE_OF_ANOTHER_KIND");
  EXPECT_EQ(Frozen("shut", kMoratorium, 2052_y / 1 / 1, {}), "FREEZE_RULE_UNKNOWN");
}

}  // namespace
}  // namespace recourse::invoicing
