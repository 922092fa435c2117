#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace recourse {

__extension__ typedef __int128 Int128;

// What becomes of the part of a minor unit that nobody can pay.
enum class RoundingMode {
  kHalfUp,     // To the nearest; a half away from zero, so that a credit mirrors its invoice.
  kTruncated,  // Towards zero.
};

// An exact number: a numerator over a positive denominator, in lowest terms, of 128 bits each.
// Where a result needs more, it does not fit, nor does all that is computed from it: ask fits()
// once, at the end. Reading the parts of what does not fit is our own bug and ends the process.
class Fraction {
 public:
  Fraction() = default;
  Fraction(std::int64_t whole) : numerator_(whole) {}  // A whole number is one.
  // `denominator` is not 0.
  static Fraction Of(Int128 numerator, Int128 denominator);

  bool fits() const { return denominator_ != 0; }
  Int128 numerator() const;
  Int128 denominator() const;

  friend Fraction operator+(const Fraction& a, const Fraction& b);
  friend Fraction operator-(const Fraction& a, const Fraction& b);
  friend Fraction operator*(const Fraction& a, const Fraction& b);
  // Two that do not fit are equal.
  bool operator==(const Fraction&) const = default;

 private:
  Int128 numerator_ = 0;
  Int128 denominator_ = 1;  // 0: the number does not fit.
};

// By size; both fit.
std::strong_ordering operator<=>(const Fraction& a, const Fraction& b);

// The greatest whole number that is not greater; it fits.
Int128 Floor(const Fraction& fraction);

// Nothing if the fraction does not fit, or the whole number not into 64 bits.
std::optional<std::int64_t> Rounded(const Fraction& fraction, RoundingMode mode);

// The nearest multiple of 1/`parts`, half up; `parts` > 0.
Fraction RoundedToParts(const Fraction& fraction, std::int64_t parts);

// "1615000/366", "-3"; "too large" if it does not fit.
std::string ToString(const Fraction& fraction);

}  // namespace recourse
