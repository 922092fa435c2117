#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "libs/base/money.h"

namespace recourse {

// An exact decimal number: a quantity, a price, a percentage. Never rounded but where a function
// says so. Has up to kDigitsMax digits, of which up to kDigitsMax stand after the point; what would
// need more is refused. Zeros at the end are not kept: 1.50 is 1.5. Cheap to copy.
class Decimal {
 public:
  static constexpr int kDigitsMax = 36;

  Decimal() = default;  // Zero.
  explicit Decimal(std::int64_t integer);
  // The amount in its currency's unit: 12.34 EUR is 12.34.
  explicit Decimal(const Money& amount);

  // Reads a decimal of XML Schema: "12", "-0.05", "+1.", ".5". Nothing for anything else (empty, an
  // exponent, a thousands separator) or for more digits than kDigitsMax.
  static std::optional<Decimal> Parse(std::string_view text);

  // -1, 0 or 1.
  int sign() const { return (coefficient_ > 0) - (coefficient_ < 0); }
  // How many digits stand after the point.
  int scale() const { return scale_; }

  bool operator==(const Decimal&) const = default;
  std::strong_ordering operator<=>(const Decimal& other) const;
  Decimal operator-() const;

  // Nothing if the result has more than kDigitsMax digits.
  friend std::optional<Decimal> Sum(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> Difference(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> Product(const Decimal& a, const Decimal& b);

  // The same value in minor units. Nothing if it has more decimals than the currency, or is beyond
  // kMoneyMax.
  friend std::optional<Money> ToMoney(const Decimal& value, Currency currency);
  // Rounded to the minor unit, half away from zero: 0.005 EUR is 1 cent, -0.005 EUR is -1. Nothing
  // if it is beyond kMoneyMax.
  friend std::optional<Money> Rounded(const Decimal& value, Currency currency);
  // dividend / divisor, rounded once, likewise. Nothing if the divisor is zero or the digits of
  // both together are too many.
  friend std::optional<Money> RoundedQuotient(const Decimal& dividend, const Decimal& divisor,
                                              Currency currency);
  // "1.5", "-0.05", "120".
  friend std::string ToString(const Decimal& value);

 private:
  __extension__ using Int128 = __int128;

  static std::optional<Decimal> Of(Int128 coefficient, int scale);
  static Int128 PowerOfTen(int exponent);
  static std::optional<Int128> Shifted(Int128 coefficient, int digits);
  static std::optional<Money> RoundedFraction(Int128 numerator, Int128 denominator,
                                              Currency currency);

  // The value is coefficient_ / 10^scale_; in lowest terms, so that equal values are equal.
  Int128 coefficient_ = 0;
  int scale_ = 0;
};

}  // namespace recourse
