#include "services/standalone/fault.h"

#include <fmt/format.h>

namespace recourse::standalone {

Fault Wrong(std::string_view field, std::string_view found, std::string_view expected) {
  return fmt::format("{}: found {}, expected {}", field, found, expected);
}

Fault Differs(std::string_view field, const Money& found, const Money& expected) {
  if (found == expected) return std::nullopt;
  return Wrong(field, ToString(found), ToString(expected));
}

Fault Foreign(std::string_view field, const Money& amount, const Currency& currency) {
  if (amount.currency != currency) return Wrong(field, ToString(amount), currency.code());
  if (amount.minor_units < -kMoneyMax || amount.minor_units > kMoneyMax) {
    return Wrong(field, ToString(amount), "an amount within bounds");
  }
  return std::nullopt;
}

}  // namespace recourse::standalone
