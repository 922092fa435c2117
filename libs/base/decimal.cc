#include "libs/base/decimal.h"

#include <algorithm>

#include "libs/base/check.h"

namespace recourse {
namespace {

bool AllDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Decimal::Int128 Decimal::PowerOfTen(int exponent) {
  CHECK(exponent >= 0 && exponent <= kDigitsMax);
  Int128 power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

std::optional<Decimal::Int128> Decimal::Shifted(Int128 coefficient, int digits) {
  if (coefficient == 0) return 0;
  if (digits > kDigitsMax) return std::nullopt;
  Int128 shifted = 0;
  if (__builtin_mul_overflow(coefficient, PowerOfTen(digits), &shifted)) return std::nullopt;
  return shifted;
}

std::optional<Decimal> Decimal::Of(Int128 coefficient, int scale) {
  while (scale > 0 && coefficient % 10 == 0) {
    coefficient /= 10;
    --scale;
  }
  const Int128 bound = PowerOfTen(kDigitsMax);
  if (scale > kDigitsMax || coefficient >= bound || coefficient <= -bound) return std::nullopt;
  Decimal value;
  value.coefficient_ = coefficient;
  value.scale_ = scale;
  return value;
}

Decimal::Decimal(std::int64_t integer) : coefficient_(integer) {}

Decimal::Decimal(const Money& amount)
    : Decimal(*Of(amount.minor_units, amount.currency.exponent())) {}

std::optional<Decimal> Decimal::Parse(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string_view decimals =
      point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (whole.empty() && decimals.empty()) return std::nullopt;
  if (!AllDigits(whole) || !AllDigits(decimals)) return std::nullopt;
  while (decimals.ends_with('0')) decimals.remove_suffix(1);
  if (decimals.size() > kDigitsMax) return std::nullopt;

  const Int128 bound = PowerOfTen(kDigitsMax);
  Int128 coefficient = 0;
  for (const std::string_view digits : {whole, decimals}) {
    for (const char digit : digits) {
      coefficient = coefficient * 10 + (digit - '0');
      if (coefficient >= bound) return std::nullopt;
    }
  }
  return Of(negative ? -coefficient : coefficient, static_cast<int>(decimals.size()));
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
  const Int128 power = PowerOfTen(scale_);
  const Int128 other_power = PowerOfTen(other.scale_);
  const Int128 whole = coefficient_ / power;
  const Int128 other_whole = other.coefficient_ / other_power;
  if (whole != other_whole) return whole <=> other_whole;
  return coefficient_ % power * PowerOfTen(kDigitsMax - scale_) <=>
         other.coefficient_ % other_power * PowerOfTen(kDigitsMax - other.scale_);
}

Decimal Decimal::operator-() const {
  Decimal value = *this;
  value.coefficient_ = -coefficient_;
  return value;
}

std::optional<Decimal> Sum(const Decimal& a, const Decimal& b) {
  const int scale = std::max(a.scale_, b.scale_);
  const auto left = Decimal::Shifted(a.coefficient_, scale - a.scale_);
  const auto right = Decimal::Shifted(b.coefficient_, scale - b.scale_);
  Decimal::Int128 sum = 0;
  if (!left || !right || __builtin_add_overflow(*left, *right, &sum)) return std::nullopt;
  return Decimal::Of(sum, scale);
}

std::optional<Decimal> Difference(const Decimal& a, const Decimal& b) { return Sum(a, -b); }

std::optional<Decimal> Product(const Decimal& a, const Decimal& b) {
  Decimal::Int128 product = 0;
  if (__builtin_mul_overflow(a.coefficient_, b.coefficient_, &product)) return std::nullopt;
  return Decimal::Of(product, a.scale_ + b.scale_);
}

std::optional<Money> ToMoney(const Decimal& value, Currency currency) {
  if (value.scale_ > currency.exponent()) return std::nullopt;
  return Rounded(value, currency);
}

std::optional<Money> Decimal::RoundedFraction(Int128 numerator, Int128 denominator,
                                              Currency currency) {
  Int128 quotient = numerator / denominator;
  const Int128 rest = numerator % denominator;
  const Int128 size = rest < 0 ? -rest : rest;
  const Int128 whole = denominator < 0 ? -denominator : denominator;
  if (size >= whole - size) quotient += (numerator < 0) == (denominator < 0) ? 1 : -1;
  if (quotient > kMoneyMax || quotient < -kMoneyMax) return std::nullopt;
  return Money{static_cast<std::int64_t>(quotient), currency};
}

std::optional<Money> Rounded(const Decimal& value, Currency currency) {
  const int digits = currency.exponent() - value.scale_;
  const auto numerator = Decimal::Shifted(value.coefficient_, std::max(digits, 0));
  if (!numerator) return std::nullopt;
  return Decimal::RoundedFraction(*numerator, Decimal::PowerOfTen(std::max(-digits, 0)), currency);
}

std::optional<Money> RoundedQuotient(const Decimal& dividend, const Decimal& divisor,
                                     Currency currency) {
  if (divisor.sign() == 0) return std::nullopt;
  const int digits = currency.exponent() + divisor.scale_ - dividend.scale_;
  const auto numerator = Decimal::Shifted(dividend.coefficient_, std::max(digits, 0));
  const auto denominator = Decimal::Shifted(divisor.coefficient_, std::max(-digits, 0));
  if (!numerator || !denominator) return std::nullopt;
  return Decimal::RoundedFraction(*numerator, *denominator, currency);
}

std::string ToString(const Decimal& value) {
  std::string digits;
  Decimal::Int128 rest = value.coefficient_ < 0 ? -value.coefficient_ : value.coefficient_;
  for (; rest > 0; rest /= 10) digits += static_cast<char>('0' + static_cast<int>(rest % 10));
  const auto scale = static_cast<std::size_t>(value.scale_);
  if (digits.size() <= scale) digits.append(scale + 1 - digits.size(), '0');
  std::reverse(digits.begin(), digits.end());
  if (scale > 0) digits.insert(digits.size() - scale, 1, '.');
  return value.sign() < 0 ? "-" + digits : digits;
}

}  // namespace recourse
