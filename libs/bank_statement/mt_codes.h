#pragma once

#include <string_view>

#include "libs/bank_statement/entry.h"

namespace recourse::bank_statement {

// :86: as Dutch banks write it: "/EREF/.../BENM//NAME/.../REMI/...", codes between strokes, each
// with what follows up to the next known code (Rabobank, MT940 Structured, appendix 1; ABN AMRO).
// Read are EREF, PREF, MARF and CSID as references; RTRN, why it came back; REMI, the text; IBAN,
// BIC and NAME of the other party: what follows /ORDP/ for a credit, /BENM/ for a debit, or neither
// of them; /ULTD/ and /ULTC/ before a NAME make it the ultimate one. `text` is the field with its
// lines joined without anything between them.
//
// False, and nothing is read, if `text` does not begin with a known code.
bool ReadMtCodes(std::string_view text, Entry& entry);

}  // namespace recourse::bank_statement
