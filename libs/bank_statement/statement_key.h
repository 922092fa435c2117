#pragma once

#include <string>

#include "libs/bank_statement/statement.h"

namespace recourse::bank_statement {

// The content identity of a statement: SHA-256, in lower-case hexadecimal, over its message
// (camt.053, MT940), account and its bank, currency, id, number, legal number, page, period,
// opening and closing balance, number of entries and sums of the booked ones. The same statement
// loaded twice has the same key; two that differ in any of these, be it only the account, have two.
// The version of the message and when it was made do not count. A bank's camt.053 and MT940 of one
// day have two keys, as their ids differ anyway. `end.key` is not read.
std::string StatementKey(const Statement& statement, const StatementEnd& end);

}  // namespace recourse::bank_statement
