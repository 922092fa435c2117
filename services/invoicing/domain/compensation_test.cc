#include "services/invoicing/domain/compensation.h"

#include <gtest/gtest.h>

namespace recourse::invoicing {
namespace {

Money Of(std::int64_t minor_units, const char* currency = "GBP") {
  return {minor_units, *Currency::Parse(currency)};
}

const CompensationTariff kTiers = {
    "uk", "act", {}, {{Of(1), Of(40'00)}, {Of(1'000'00), Of(70'00)}}};

TEST(CompensationTest, ATierBeginsWithItsLeastDebt) {
  EXPECT_EQ(*CompensationFor(kTiers, Of(1)), Of(40'00));
  EXPECT_EQ(*CompensationFor(kTiers, Of(999'99)), Of(40'00));
  EXPECT_EQ(*CompensationFor(kTiers, Of(1'000'00)), Of(70'00));
  EXPECT_EQ(*CompensationFor(kTiers, Of(kMoneyMax)), Of(70'00));
}

TEST(CompensationTest, WhatIsNotOwedBearsNone) {
  EXPECT_EQ(*CompensationFor(kTiers, Of(0)), Of(0));
  EXPECT_EQ(*CompensationFor(kTiers, Of(-5'000'00)), Of(0));
}

TEST(CompensationTest, ASumIsNotConverted) {
  const auto sum = CompensationFor(kTiers, Of(1'00, "EUR"));
  ASSERT_FALSE(sum);
  EXPECT_EQ(sum.error().reason, "CURRENCY_DIFFERS");
  EXPECT_EQ(sum.error().message, "Tariff uk is in GBP, the debt is 1.00 EUR");
}

}  // namespace
}  // namespace recourse::invoicing
