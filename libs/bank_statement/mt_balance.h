#pragma once

#include "libs/bank_statement/mt_field.h"
#include "libs/bank_statement/statement.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::bank_statement {

// :60F:, :60M:, :62F:, :62M:, :64: and :65: are "C100318EUR380115,77": credit or debit, day,
// currency, amount. BALANCE_MALFORMED, DATE_MALFORMED, or a refusal of amount.h.
Expected<Balance, Failure> ReadMtBalance(const MtField& field);

// :34F: is "EURD0,00" or "PLN0": the currency of an MT942. CURRENCY_UNKNOWN.
Expected<Currency, Failure> ReadMtFloorLimit(const MtField& field);

// :90D: and :90C: are "3PLN0,03": number and sum of the entries; debits are negative here.
Expected<Total, Failure> ReadMtTotal(const MtField& field);

}  // namespace recourse::bank_statement
