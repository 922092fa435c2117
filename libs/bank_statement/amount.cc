#include "libs/bank_statement/amount.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "libs/base/decimal.h"

namespace recourse::bank_statement {
namespace {

// Digits and one decimal sign: no sign of a number, which is told elsewhere.
std::optional<Decimal> ReadDecimal(std::string_view text, char decimal_sign) {
  const auto is_part = [&](char c) { return (c >= '0' && c <= '9') || c == decimal_sign; };
  if (!std::all_of(text.begin(), text.end(), is_part)) return std::nullopt;
  std::string point(text);
  std::replace(point.begin(), point.end(), decimal_sign, '.');
  return Decimal::Parse(point);
}

}  // namespace

Expected<Currency, Failure> ReadCurrency(std::string_view code, const Place& place) {
  if (const auto currency = Currency::Parse(code)) return *currency;
  return Refused("CURRENCY_UNKNOWN", place, code, "the code of an ISO 4217 currency");
}

Expected<Money, Failure> ReadAmount(std::string_view text, Currency currency, char decimal_sign,
                                    const Place& place) {
  const auto value = ReadDecimal(text, decimal_sign);
  if (!value) {
    return Refused(
        "AMOUNT_MALFORMED", place, text,
        fmt::format("at most {} digits, with one '{}' or none", Decimal::kDigitsMax, decimal_sign));
  }
  if (value->scale() > currency.exponent()) {
    return Refused("AMOUNT_NOT_EXACT", place, text,
                   fmt::format("at most {} decimals, which is what {} has", currency.exponent(),
                               currency.code()));
  }
  if (const auto amount = ToMoney(*value, currency)) return *amount;
  return Refused("AMOUNT_TOO_LARGE", place, text,
                 fmt::format("at most {}", ToString(Money{kMoneyMax, currency})));
}

}  // namespace recourse::bank_statement
