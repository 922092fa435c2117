#pragma once

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/base/money.h"

namespace recourse::invoicing {

// What happens to finance charge that a payment does not cover: Regulation Z, Appendix J(a)(2) and
// (3) (PA-6).
enum class ShortPaymentRule {
  kActuarial,         // The shortfall is added to the balance, and bears interest from then on.
  kUnitedStatesRule,  // The adjustment is postponed: no interest on interest, it waits until paid.
};

// A balance that bears finance charge, and what of the charge waits without bearing any. Both of
// one currency, 0 or more.
struct CreditBalance {
  Money balance;
  Money waiting;  // Nothing under the actuarial rule.

  bool operator==(const CreditBalance&) const = default;
};

// The balance after `payment`, once `accrued` has come up since the last one. Charge first, then
// balance. kInvalid AMOUNT_INVALID, naming field and value: a negative amount, one of another
// currency, or a payment of more than all that is owed.
Expected<CreditBalance, Failure> AfterPayment(const CreditBalance& before, const Money& accrued,
                                              const Money& payment, ShortPaymentRule rule);

}  // namespace recourse::invoicing
