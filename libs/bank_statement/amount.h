#pragma once

#include <string_view>

#include "libs/bank_statement/refused.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/base/money.h"

namespace recourse::bank_statement {

// CURRENCY_UNKNOWN if `code` is no ISO 4217 currency. One that was withdrawn is: old statements are
// in DEM.
Expected<Currency, Failure> ReadCurrency(std::string_view code, const Place& place);

// An amount without a sign, as banks write it: "1234.5", with `decimal_sign` ',' also "1234,", and
// "1234" (camt: xs:decimal, at most 5 decimals; MT: 15d). Refused by name:
//   AMOUNT_MALFORMED  anything but digits and one decimal sign
//   AMOUNT_NOT_EXACT  more decimals than the currency has, and not only zeros: 8.850 EUR is 8.85,
//                     8.855 EUR is refused
//   AMOUNT_TOO_LARGE  beyond kMoneyMax
Expected<Money, Failure> ReadAmount(std::string_view text, Currency currency, char decimal_sign,
                                    const Place& place);

}  // namespace recourse::bank_statement
