#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "libs/base/fraction.h"

namespace recourse {
namespace {

Fraction AnyFraction() {
  return Fraction::Of(*rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'000),
                      *rc::gen::inRange<std::int64_t>(1, 1'000'000'000));
}

RC_GTEST_PROP(FractionPropertyTest, SumsAndProductsObeyTheLaws, ()) {
  const Fraction a = AnyFraction();
  const Fraction b = AnyFraction();
  const Fraction c = AnyFraction();
  RC_ASSERT(a + b == b + a);
  RC_ASSERT(a - b + b == a);
  RC_ASSERT(a * (b + c) == a * b + a * c);
}

RC_GTEST_PROP(FractionPropertyTest, OrderIsThatOfTheDifference, ()) {
  const Fraction a = AnyFraction();
  const Fraction b = *rc::gen::arbitrary<bool>() ? AnyFraction() : a;
  const Int128 difference = (a - b).numerator();
  RC_ASSERT((a < b) == (difference < 0));
  RC_ASSERT((a == b) == (difference == 0));
  RC_ASSERT((a > b) == (difference > 0));
}

RC_GTEST_PROP(FractionPropertyTest, RoundingIsTheNearestAndMirrors, ()) {
  const Fraction a = AnyFraction();
  const Fraction half = Fraction::Of(1, 2);
  const std::int64_t rounded = *Rounded(a, RoundingMode::kHalfUp);
  RC_ASSERT(a - Fraction(rounded) <= half);
  RC_ASSERT(Fraction(rounded) - a <= half);
  RC_ASSERT(*Rounded(Fraction(0) - a, RoundingMode::kHalfUp) == -rounded);
  const std::int64_t truncated = *Rounded(a, RoundingMode::kTruncated);
  RC_ASSERT(*Rounded(Fraction(0) - a, RoundingMode::kTruncated) == -truncated);
  RC_ASSERT(Floor(a) == (a < Fraction(truncated) ? truncated - 1 : truncated));
}

}  // namespace
}  // namespace recourse
