#include "libs/base/split.h"

#include <gmock/gmock.h>

#include <limits>

#include "libs/base/testing/golden_case.h"

namespace recourse {
namespace {

using ::testing::ElementsAre;
using testkit::CaseSays;
using enum SplitPolicy;

const Currency kEur = *Currency::Parse("EUR");
const Currency kJpy = *Currency::Parse("JPY");

std::vector<std::int64_t> Units(const Expected<std::vector<Money>, Failure>& parts) {
  std::vector<std::int64_t> units;
  for (const Money& part : *parts) units.push_back(part.minor_units);
  return units;
}

std::vector<std::int64_t> Split(std::int64_t units, int parts, SplitPolicy policy) {
  return Units(SplitMoney({units, kEur}, parts, policy));
}

std::vector<std::int64_t> SplitBy(std::vector<std::int64_t> weights, std::int64_t units,
                                  SplitPolicy policy) {
  return Units(SplitMoney({units, kEur}, weights, policy));
}

TEST(SplitGoldenTest, OneUnitEachToTheFirstParts) {
  EXPECT_THAT(Split(8'00, 3, kOneEachToTheFirst), ElementsAre(267, 267, 266));
  EXPECT_TRUE(CaseSays("AL-1", {"8.00 / 3", "2.67, 2.67, 2.66"}));
  EXPECT_THAT(Split(1'00, 3, kOneEachToTheFirst), ElementsAre(34, 33, 33));
  EXPECT_TRUE(CaseSays("AL-3", {"1.00 / 3", "34,33,33"}));
  EXPECT_THAT(Split(1'00, 7, kOneEachToTheFirst), ElementsAre(15, 15, 14, 14, 14, 14, 14));
  EXPECT_TRUE(CaseSays("AL-8", {"100 cents / 7", "15,15,14,14,14,14,14"}));
}

TEST(SplitGoldenTest, OneUnitEachToTheFirstPartsOfACurrencyWithoutDecimals) {
  const auto parts = SplitMoney({34, kJpy}, 4, kOneEachToTheFirst);
  EXPECT_THAT(Units(parts), ElementsAre(9, 9, 8, 8));
  EXPECT_EQ(parts->front().currency, kJpy);
  EXPECT_TRUE(CaseSays("AL-6", {"JPY 34 / 4", "9,9,8,8"}));
}

TEST(SplitGoldenTest, TheOrderOfTheWeightsMatters) {
  EXPECT_THAT(SplitBy({70, 30}, 5, kOneEachToTheFirst), ElementsAre(4, 1));
  EXPECT_THAT(SplitBy({30, 70}, 5, kOneEachToTheFirst), ElementsAre(2, 3));
  EXPECT_TRUE(CaseSays(
      "AL-2", {"0.05 by [70,30] / by [30,70]", "4,1", "3 for the 70 % share", "2 for the 30 %"}));
}

TEST(SplitGoldenTest, TheWholeRemainderGoesToTheFirst) {
  EXPECT_THAT(Split(1'01, 3, kAllToTheFirst), ElementsAre(35, 33, 33));
  EXPECT_TRUE(CaseSays("AL-4", {"1.01 / 3", "35,33,33", "whole remainder to one"}));
}

TEST(SplitGoldenTest, TheLastCarriesAll) {
  EXPECT_THAT(Split(8'30, 4, kAllToTheLast), ElementsAre(207, 207, 207, 209));
  EXPECT_TRUE(CaseSays("AL-9", {"8.30 / 4", "last carries all", "2.07,2.07,2.07,2.09"}));
}

TEST(SplitTest, NegativeAmountsMirror) {
  EXPECT_THAT(Split(-8'00, 3, kOneEachToTheFirst), ElementsAre(-267, -267, -266));
  EXPECT_THAT(Split(-1'01, 3, kAllToTheFirst), ElementsAre(-35, -33, -33));
  EXPECT_THAT(Split(-8'30, 4, kAllToTheLast), ElementsAre(-207, -207, -207, -209));
}

TEST(SplitTest, APartWithoutWeightGetsNothing) {
  EXPECT_THAT(SplitBy({0, 1, 1}, 5, kOneEachToTheFirst), ElementsAre(0, 3, 2));
  EXPECT_THAT(SplitBy({0, 1, 1}, 5, kAllToTheFirst), ElementsAre(0, 3, 2));
  EXPECT_THAT(SplitBy({1, 1, 0}, 5, kAllToTheLast), ElementsAre(2, 3, 0));
}

TEST(SplitTest, TheLargestAmountsAndWeightsFit) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  EXPECT_THAT(SplitBy({kMost, kMost}, kMost, kOneEachToTheFirst),
              ElementsAre(kMost / 2 + 1, kMost / 2));
  EXPECT_THAT(SplitBy({kMost}, -kMost - 1, kAllToTheLast), ElementsAre(-kMost - 1));
}

void ExpectRefused(const Expected<std::vector<Money>, Failure>& parts, const char* message) {
  ASSERT_FALSE(parts);
  EXPECT_EQ(parts.error().kind, Failure::Kind::kInvalid);
  EXPECT_EQ(parts.error().reason, "PARTS_INVALID");
  EXPECT_EQ(parts.error().message, message);
}

TEST(SplitTest, RefusesWhatIsNoSplit) {
  const Money amount{1'00, kEur};
  ExpectRefused(SplitMoney(amount, 0, kAllToTheLast), "parts is 0, expected 1 to 10000");
  ExpectRefused(SplitMoney(amount, kPartsMax + 1, kAllToTheLast),
                "parts is 10001, expected 1 to 10000");
  ExpectRefused(SplitMoney(amount, std::vector<std::int64_t>{}, kAllToTheLast),
                "weights is 0 weights, expected 1 to 10000");
  ExpectRefused(SplitMoney(amount, std::vector<std::int64_t>{3, -1}, kAllToTheLast),
                "weights[1] is -1, expected 0 or more");
  ExpectRefused(SplitMoney(amount, std::vector<std::int64_t>{0, 0}, kAllToTheLast),
                "weights is all 0, expected one above 0");
}

}  // namespace
}  // namespace recourse
