#pragma once

#include <string>

#include "libs/bank_statement/statement.h"

namespace recourse::bank_statement {

// The content identity of a statement: SHA-256, in lower-case hexadecimal, over its kind, account
// and its bank, currency, id, number, legal number, page, period, opening and closing balance, and
// number and sums of entries. The same statement loaded twice has the same key; two that differ in
// any of these, be it only the account, have two. The format and when a file was made do not count;
// yet a bank's camt and MT940 of one day have two keys, as their ids differ. `end.key` is not read.
std::string StatementKey(const Statement& statement, const StatementEnd& end);

}  // namespace recourse::bank_statement
