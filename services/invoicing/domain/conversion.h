#pragma once

#include <optional>
#include <string>

#include "libs/base/date.h"
#include "libs/base/failure.h"
#include "libs/base/fraction.h"
#include "libs/base/money.h"

// Money in a foreign currency that becomes money of another one, at a rate that someone states.
namespace recourse::invoicing {

// Whose rate it is, and how what it makes is rounded.
struct ExchangeRate {
  std::string decimal;  // Of the target currency for one of the source's: "0.9217".
  std::string source;   // "ECB reference rate of 2024-03-01"
  RoundingMode rounding = RoundingMode::kHalfUp;
  bool operator==(const ExchangeRate&) const = default;
};

inline constexpr std::size_t kRateBytesMax = 24;

struct Conversion {
  std::string payment_id;
  Money amount;      // Of the payment's currency.
  Money converted;   // Of the other.
  Money difference;  // `converted` is what the rate makes of the amount, plus this.
  ExchangeRate rate;
  Date effective;
};

// "0.9217" exactly, above zero; nothing for anything else: a sign, an exponent, more than
// kRateBytesMax characters.
std::optional<Fraction> ParseRate(const std::string& decimal);

// What `rate` makes of `amount` in `currency`, rounded as it says. Nothing if it is no rate or does
// not fit.
std::optional<Money> Converted(const Money& amount, const ExchangeRate& rate,
                               const Currency& currency);

}  // namespace recourse::invoicing
