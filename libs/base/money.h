#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace recourse {

// A currency of ISO 4217, active or withdrawn, or none (the default). Cheap to copy.
class Currency {
 public:
  Currency() = default;
  // Nothing if `code` is not such a code in upper case. What is new asks active_currency.h.
  static std::optional<Currency> Parse(std::string_view code);

  std::string_view code() const { return {code_.data(), code_[0] == 0 ? 0u : 3u}; }
  // Decimal digits of the minor unit, by ISO 4217: 2 for EUR, 0 for JPY, 3 for KWD.
  int exponent() const { return exponent_; }

  auto operator<=>(const Currency&) const = default;

 private:
  std::array<char, 3> code_{};
  std::int8_t exponent_ = 0;
};

// An exact amount of one currency in its minor unit: 12.34 EUR is 1234. Amounts of two currencies
// are never added or compared by size: that is our own bug and ends the process, as does a sum
// that leaves 64 bits (kMoneyMax bounds what the edge lets in, far below it).
struct Money {
  std::int64_t minor_units = 0;
  Currency currency;

  bool operator==(const Money&) const = default;
};

// The largest amount accepted from outside, either sign: 10^15 minor units.
inline constexpr std::int64_t kMoneyMax = 1'000'000'000'000'000;

Money operator+(Money a, const Money& b);
Money operator-(Money a, const Money& b);
Money operator-(Money a);
std::strong_ordering operator<=>(const Money& a, const Money& b);

// "12.34 EUR", "-0.05 EUR", "100 JPY".
std::string ToString(const Money& amount);
// "12.34", without the currency.
std::string ToDecimal(const Money& amount);

// Reads "1234.5" or "-12,30" (with `decimal_sign` ',') exactly. Nothing for anything else: empty,
// a thousands separator, more decimals than the currency has, or beyond kMoneyMax.
std::optional<Money> ParseMoney(std::string_view text, Currency currency, char decimal_sign = '.');

}  // namespace recourse
