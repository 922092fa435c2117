#include "libs/bank_statement/amount.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace recourse::bank_statement {
namespace {

bool AllDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Expected<Currency, Failure> ReadCurrency(std::string_view code, const Place& place) {
  if (const auto currency = Currency::Parse(code)) return *currency;
  return Refused("CURRENCY_UNKNOWN", place, code, "the code of an active ISO 4217 currency");
}

Expected<Money, Failure> ReadAmount(std::string_view text, Currency currency, char decimal_sign,
                                    const Place& place) {
  const std::size_t sign_at = text.find(decimal_sign);
  const bool has_sign = sign_at != std::string_view::npos;
  const std::string_view whole = text.substr(0, sign_at);
  std::string_view decimals = has_sign ? text.substr(sign_at + 1) : std::string_view();
  if (whole.size() + decimals.size() == 0 || !AllDigits(whole) || !AllDigits(decimals)) {
    return Refused("AMOUNT_MALFORMED", place, text,
                   fmt::format("digits with at most one '{}'", decimal_sign));
  }

  const auto digits_max = static_cast<std::size_t>(currency.exponent());
  while (decimals.size() > digits_max && decimals.ends_with('0')) decimals.remove_suffix(1);
  if (decimals.size() > digits_max) {
    return Refused(
        "AMOUNT_NOT_EXACT", place, text,
        fmt::format("at most {} decimals, which is what {} has", digits_max, currency.code()));
  }
  std::string exact = whole.empty() ? "0" : std::string(whole);
  if (!decimals.empty()) exact.append(".").append(decimals);
  if (const auto amount = ParseMoney(exact, currency)) return *amount;
  return Refused("AMOUNT_TOO_LARGE", place, text,
                 fmt::format("at most {}", ToString(Money{kMoneyMax, currency})));
}

}  // namespace recourse::bank_statement
