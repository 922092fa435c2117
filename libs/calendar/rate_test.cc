#include "libs/calendar/rate.h"

#include <gtest/gtest.h>

namespace recourse::calendar {
namespace {

TEST(RateTest, PercentAreReadExactly) {
  EXPECT_EQ(ParsePercent("8.12"), (Rate{81'200}));
  EXPECT_EQ(ParsePercent("-0.88"), (Rate{-8'800}));
  EXPECT_EQ(ParsePercent("5"), (Rate{50'000}));
  EXPECT_EQ(ParsePercent("0.0219"), (Rate{219}));
  EXPECT_EQ(ParsePercent("0.1", RatePeriod::kDay), (Rate{1'000, RatePeriod::kDay}));
  EXPECT_EQ(ParsePercent("-10000"), (Rate{-kRateMaxMillionths}));
}

TEST(RateTest, RefusesWhatItWouldHaveToGuess) {
  for (const auto* text : {"", "-", ".5", "5.", "1,5", "5%", "5 %", "+1", "1e1", "--1", "0.00001",
                           "10000.0001", "99999999999999999999"}) {
    EXPECT_EQ(ParsePercent(text), std::nullopt) << text;
  }
}

TEST(RateTest, IsWrittenAsPublished) {
  EXPECT_EQ(ToPercent(Rate{81'200}), "8.12 % a year");
  EXPECT_EQ(ToPercent(Rate{-8'800}), "-0.88 % a year");
  EXPECT_EQ(ToPercent(Rate{1'000, RatePeriod::kDay}), "0.10 % a day");
  EXPECT_EQ(ToPercent(Rate{219}), "0.0219 % a year");
  EXPECT_EQ(ToPercent(Rate{48'750}), "4.875 % a year");
  EXPECT_EQ(ToPercent(Rate{0}), "0.00 % a year");
}

}  // namespace
}  // namespace recourse::calendar
