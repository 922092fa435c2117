#include "services/invoicing/domain/conversion.h"

#include <algorithm>

namespace recourse::invoicing {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

Int128 PowerOfTen(std::size_t exponent) {
  Int128 power = 1;
  for (std::size_t i = 0; i < exponent; ++i) power *= 10;
  return power;
}

}  // namespace

std::optional<Fraction> ParseRate(const std::string& decimal) {
  if (decimal.size() > kRateBytesMax) return std::nullopt;
  const std::size_t point = std::min(decimal.find('.'), decimal.size());
  const std::string whole = decimal.substr(0, point);
  const std::string part = point == decimal.size() ? "" : decimal.substr(point + 1);
  if (whole.empty() || (part.empty() && point != decimal.size())) return std::nullopt;
  const std::string digits = whole + part;
  if (!std::all_of(digits.begin(), digits.end(), IsDigit)) return std::nullopt;
  Int128 units = 0;
  for (const char digit : digits) units = units * 10 + (digit - '0');
  if (units == 0) return std::nullopt;
  return Fraction::Of(units, PowerOfTen(part.size()));
}

std::optional<Money> Converted(const Money& amount, const ExchangeRate& rate,
                               const Currency& currency) {
  const auto parsed = ParseRate(rate.decimal);
  if (!parsed) return std::nullopt;
  const auto exponent = [](const Currency& of) { return static_cast<std::size_t>(of.exponent()); };
  const Fraction scale =
      Fraction::Of(PowerOfTen(exponent(currency)), PowerOfTen(exponent(amount.currency)));
  const auto units = Rounded(Fraction(amount.minor_units) * *parsed * scale, rate.rounding);
  if (!units) return std::nullopt;
  return Money{*units, currency};
}

}  // namespace recourse::invoicing
