#pragma once

#include "libs/bank_statement/entry.h"
#include "libs/bank_statement/mt_field.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/base/money.h"

namespace recourse::bank_statement {

// :61:, the statement line, "6!n[4!n]2a[1!a]15d1!a3!c16x[//16x]" and a second line of free text
// (SWIFT Standards MT, MT940 and MT942). Reversal marks: RC takes a credit back and is a debit, RD
// takes a debit back and is a credit; CR is a credit with the funds code R, the third letter of
// EUR. EC and ED (MT942) are expected, not booked. Without an entry date the booking date is the
// value date. The amount may lack its comma, as Knab writes it. What follows a customer reference
// of 16 characters without strokes is free text, as Rabobank writes it.
//
// The entry has one detail, without what :86: says. Refusals: ENTRY_MALFORMED, DATE_MALFORMED,
// CURRENCY_DIFFERS (a funds code of another currency than `currency`), those of amount.h.
Expected<Entry, Failure> ReadMtEntryLine(const MtField& field, Currency currency);

}  // namespace recourse::bank_statement
