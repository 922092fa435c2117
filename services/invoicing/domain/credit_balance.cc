#include "services/invoicing/domain/credit_balance.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "libs/base/check.h"

namespace recourse::invoicing {

Expected<CreditBalance, Failure> AfterPayment(const CreditBalance& before, const Money& accrued,
                                              const Money& payment, ShortPaymentRule rule) {
  const auto invalid = [](std::string field, const Money& value, const std::string& expected) {
    return Unexpected{
        Failure{Failure::Kind::kInvalid,
                "AMOUNT_INVALID",
                fmt::format("{} is {}, expected {}", field, ToString(value), expected),
                {{field, ToString(value)}}}};
  };
  const Currency currency = before.balance.currency;
  for (const auto& [field, amount] :
       {std::pair<const char*, const Money&>("balance", before.balance),
        {"waiting", before.waiting},
        {"accrued", accrued},
        {"payment", payment}}) {
    if (amount.currency != currency || amount.minor_units < 0) {
      return invalid(field, amount, fmt::format("0 {} or more", currency.code()));
    }
  }
  const Money charge = before.waiting + accrued;
  if (payment > before.balance + charge) {
    return invalid("payment", payment, ToString(before.balance + charge) + " at most");
  }
  const Money to_charge = std::min(payment, charge);
  const Money balance = before.balance - (payment - to_charge);
  const Money shortfall = charge - to_charge;
  switch (rule) {
    case ShortPaymentRule::kActuarial:
      return CreditBalance{balance + shortfall, Money{0, currency}};
    case ShortPaymentRule::kUnitedStatesRule:
      return CreditBalance{balance, shortfall};
  }
  CHECK(false);
}

}  // namespace recourse::invoicing
