#include "libs/base/fraction.h"

#include <gtest/gtest.h>

#include <limits>

namespace recourse {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

std::int64_t HalfUp(const Fraction& fraction) { return *Rounded(fraction, RoundingMode::kHalfUp); }
std::int64_t Truncated(const Fraction& fraction) {
  return *Rounded(fraction, RoundingMode::kTruncated);
}

TEST(FractionTest, IsInLowestTermsOverAPositiveDenominator) {
  EXPECT_EQ(ToString(Fraction::Of(6, -4)), "-3/2");
  EXPECT_EQ(ToString(Fraction::Of(0, -7)), "0");
  EXPECT_EQ(Fraction::Of(50, 100), Fraction::Of(-1, -2));
}

TEST(FractionTest, IsComputedExactly) {
  const Fraction third = Fraction::Of(1, 3);
  EXPECT_EQ(third + Fraction::Of(1, 6), Fraction::Of(1, 2));
  EXPECT_EQ(third - Fraction(1), Fraction::Of(-2, 3));
  EXPECT_EQ(third * Fraction::Of(-3, 7), Fraction::Of(-1, 7));
  EXPECT_EQ(third + third + third, Fraction(1));
}

TEST(FractionTest, IsOrderedBySize) {
  EXPECT_LT(Fraction::Of(1, 3), Fraction::Of(334, 1000));
  EXPECT_GT(Fraction::Of(1, 3), Fraction::Of(333, 1000));
  EXPECT_LT(Fraction::Of(-1, 2), Fraction::Of(-1, 3));
  EXPECT_LT(Fraction::Of(-1, 2), Fraction(0));
  EXPECT_LT(Fraction(2), Fraction::Of(5, 2));
  EXPECT_LT(Fraction::Of(5, 7), Fraction::Of(3, 4));
  EXPECT_LE(Fraction(2), Fraction::Of(4, 2));
}

TEST(FractionTest, IsComparedWhereTheProductWouldNotFit) {
  const Int128 large = Int128{kMost} * kMost;
  EXPECT_LT(Fraction::Of(large - 1, large), Fraction::Of(large, large + 1));
  EXPECT_GT(Fraction::Of(-large, 3), Fraction::Of(-large - 1, 3));
}

TEST(FractionTest, HalvesAreRoundedAwayFromZero) {
  EXPECT_EQ(HalfUp(Fraction::Of(5, 2)), 3);
  EXPECT_EQ(HalfUp(Fraction::Of(-5, 2)), -3);
  EXPECT_EQ(HalfUp(Fraction::Of(249, 100)), 2);
  EXPECT_EQ(HalfUp(Fraction::Of(-249, 100)), -2);
  EXPECT_EQ(HalfUp(Fraction(7)), 7);
  EXPECT_EQ(HalfUp(Fraction::Of(2, 3)), 1);
}

TEST(FractionTest, TruncationIsTowardsZeroAndTheFloorIsBelow) {
  EXPECT_EQ(Truncated(Fraction::Of(299, 100)), 2);
  EXPECT_EQ(Truncated(Fraction::Of(-299, 100)), -2);
  EXPECT_TRUE(Floor(Fraction::Of(-201, 100)) == -3);
  EXPECT_TRUE(Floor(Fraction::Of(201, 100)) == 2);
  EXPECT_TRUE(Floor(Fraction(-2)) == -2);
}

TEST(FractionTest, IsRoundedToParts) {
  EXPECT_EQ(RoundedToParts(Fraction::Of(1, 3), 100), Fraction::Of(33, 100));
  EXPECT_EQ(RoundedToParts(Fraction::Of(1, 8), 100), Fraction::Of(13, 100));
  EXPECT_EQ(RoundedToParts(Fraction(5), 7), Fraction(5));
}

TEST(FractionTest, WhatDoesNotFitIsSaidAndIsPassedOn) {
  const Fraction large(kMost);
  const Fraction fits = large * large;
  EXPECT_TRUE(fits.fits());
  const Fraction beyond = fits * large;
  EXPECT_FALSE(beyond.fits());
  EXPECT_FALSE((beyond * Fraction(0)).fits());
  EXPECT_FALSE((Fraction(1) - beyond).fits());
  EXPECT_FALSE((fits + fits + fits + fits).fits());
  EXPECT_FALSE(RoundedToParts(fits, kMost).fits());
  EXPECT_FALSE(Fraction::Of(-(Int128{1} << 126) * 2, 2).fits());  // It has no positive twin.
  EXPECT_EQ(ToString(beyond), "too large");
  EXPECT_EQ(Rounded(beyond, RoundingMode::kHalfUp), std::nullopt);
  EXPECT_EQ(Rounded(large + Fraction(1), RoundingMode::kHalfUp), std::nullopt);
  EXPECT_EQ(HalfUp(large), kMost);
}

TEST(FractionTest, PartsOfWhatDoesNotFitAreNotRead) {
  const Fraction beyond = Fraction(kMost) * Fraction(kMost) * Fraction(kMost);
  EXPECT_DEATH((void)(beyond.numerator() == 0), "fits");
  EXPECT_DEATH((void)Fraction::Of(1, 0), "denominator");
}

}  // namespace
}  // namespace recourse
