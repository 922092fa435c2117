#pragma once

#include <string_view>

#include "libs/bank_statement/entry.h"

namespace recourse::bank_statement {

// :86: as German banks write it (Deutsche Kreditwirtschaft, DFU agreement, annex 3, MT940): the
// three digits of the business transaction, then sub-fields "?NN" of at most 27 characters. Other
// signs than '?' occur: '>' and '^'. `text` is the field with its lines joined without anything
// between them.
//
// Read are 00 booking text; 20 to 29 and 60 to 63 purpose; 30 bank and 31 account of the other
// party, 32 and 33 its name; 38 its IBAN. In the purpose stand, each where a sub-field or a word
// begins, the keywords of SEPA: EREF+ KREF+ MREF+ CRED+ SVWZ+ ABWA+ ABWE+ IBAN+ BIC+, and MTLG: for
// a message of the bank. What stands before the first of them, and behind a creditor id, belongs to
// the text. ABWA is the
// party for whom the payer acts; it is the ultimate one of a credit, and of a debit if there is no
// ABWE (a direct debit).
//
// False, and nothing is read, if `text` has not this form.
bool ReadMtGerman(std::string_view text, Entry& entry);

}  // namespace recourse::bank_statement
