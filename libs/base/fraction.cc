#include "libs/base/fraction.h"

#include <fmt/format.h>

#include <limits>
#include <utility>

#include "libs/base/check.h"

namespace recourse {
namespace {

// Apart from the least number, which has no positive twin.
Int128 Magnitude(Int128 number) { return number < 0 ? -number : number; }

bool HasTwin(Int128 number) {
  constexpr Int128 kHalf = Int128{1} << 126;
  return number >= -(kHalf - 1 + kHalf);
}

Int128 Gcd(Int128 a, Int128 b) {
  a = Magnitude(a);
  b = Magnitude(b);
  while (b != 0) {
    const Int128 rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

Int128 FloorOf(Int128 numerator, Int128 denominator) {
  return numerator / denominator - (numerator % denominator < 0 ? 1 : 0);
}

// What is left above the floor.
Int128 RestOf(Int128 numerator, Int128 denominator) {
  const Int128 rest = numerator % denominator;
  return rest < 0 ? rest + denominator : rest;
}

Int128 RoundedWhole(const Fraction& fraction, RoundingMode mode) {
  const Int128 whole = fraction.numerator() / fraction.denominator();
  const Int128 rest = Magnitude(fraction.numerator() % fraction.denominator());
  switch (mode) {
    case RoundingMode::kTruncated:
      return whole;
    case RoundingMode::kHalfUp:
      if (rest < fraction.denominator() - rest) return whole;
      return fraction.numerator() < 0 ? whole - 1 : whole + 1;
  }
  CHECK(false);
}

}  // namespace

Fraction Fraction::Of(Int128 numerator, Int128 denominator) {
  CHECK(denominator != 0);
  Fraction fraction;
  if (!HasTwin(numerator) || !HasTwin(denominator)) {
    fraction.numerator_ = fraction.denominator_ = 0;
    return fraction;
  }
  const Int128 divisor = Gcd(numerator, denominator) * (denominator < 0 ? -1 : 1);
  fraction.numerator_ = numerator / divisor;
  fraction.denominator_ = denominator / divisor;
  return fraction;
}

Int128 Fraction::numerator() const {
  CHECK(fits());
  return numerator_;
}

Int128 Fraction::denominator() const {
  CHECK(fits());
  return denominator_;
}

Fraction operator+(const Fraction& a, const Fraction& b) {
  Fraction sum;
  if (a.fits() && b.fits()) {
    const Int128 shared = Gcd(a.denominator_, b.denominator_);
    Int128 left = 0;
    Int128 right = 0;
    Int128 numerator = 0;
    Int128 denominator = 0;
    if (!__builtin_mul_overflow(a.numerator_, b.denominator_ / shared, &left) &&
        !__builtin_mul_overflow(b.numerator_, a.denominator_ / shared, &right) &&
        !__builtin_add_overflow(left, right, &numerator) &&
        !__builtin_mul_overflow(a.denominator_, b.denominator_ / shared, &denominator)) {
      return Fraction::Of(numerator, denominator);
    }
  }
  sum.denominator_ = 0;
  return sum;
}

Fraction operator-(const Fraction& a, const Fraction& b) { return a + b * Fraction(-1); }

Fraction operator*(const Fraction& a, const Fraction& b) {
  Fraction product;
  if (a.fits() && b.fits()) {
    // Reduced crosswise first, so that it fits wherever the result does.
    const Int128 first = Gcd(a.numerator_, b.denominator_);
    const Int128 second = Gcd(b.numerator_, a.denominator_);
    Int128 numerator = 0;
    Int128 denominator = 0;
    if (!__builtin_mul_overflow(a.numerator_ / first, b.numerator_ / second, &numerator) &&
        !__builtin_mul_overflow(a.denominator_ / second, b.denominator_ / first, &denominator)) {
      return Fraction::Of(numerator, denominator);
    }
  }
  product.denominator_ = 0;
  return product;
}

std::strong_ordering operator<=>(const Fraction& a, const Fraction& b) {
  // By whole parts, then by the inverse of the rests, so that nothing has to be multiplied.
  Int128 an = a.numerator();
  Int128 ad = a.denominator();
  Int128 bn = b.numerator();
  Int128 bd = b.denominator();
  bool inverted = false;
  while (true) {
    const Int128 a_whole = FloorOf(an, ad);
    const Int128 b_whole = FloorOf(bn, bd);
    an = RestOf(an, ad);
    bn = RestOf(bn, bd);
    if (a_whole != b_whole || an == 0 || bn == 0) {
      if (a_whole == b_whole && an == bn) return std::strong_ordering::equal;
      const bool is_less = a_whole != b_whole ? a_whole < b_whole : an < bn;
      return is_less != inverted ? std::strong_ordering::less : std::strong_ordering::greater;
    }
    std::swap(an, ad);
    std::swap(bn, bd);
    inverted = !inverted;
  }
}

Int128 Floor(const Fraction& fraction) {
  return FloorOf(fraction.numerator(), fraction.denominator());
}

std::optional<std::int64_t> Rounded(const Fraction& fraction, RoundingMode mode) {
  if (!fraction.fits()) return std::nullopt;
  const Int128 whole = RoundedWhole(fraction, mode);
  if (whole < std::numeric_limits<std::int64_t>::min() ||
      whole > std::numeric_limits<std::int64_t>::max()) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(whole);
}

Fraction RoundedToParts(const Fraction& fraction, std::int64_t parts) {
  CHECK(parts > 0);
  const Fraction in_parts = fraction * Fraction(parts);
  if (!in_parts.fits()) return in_parts;
  return Fraction::Of(RoundedWhole(in_parts, RoundingMode::kHalfUp), parts);
}

std::string ToString(const Fraction& fraction) {
  if (!fraction.fits()) return "too large";
  if (fraction.denominator() == 1) return fmt::format("{}", fraction.numerator());
  return fmt::format("{}/{}", fraction.numerator(), fraction.denominator());
}

}  // namespace recourse
