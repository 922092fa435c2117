#pragma once

#include <string>
#include <vector>

#include "libs/bank_statement/entry.h"

namespace recourse::bank_statement {

// What :86: says of an entry goes into its only detail. SWIFT leaves the text to the banks; three
// forms are understood, and any other is the remittance text as it stands, line by line. Nothing is
// refused. `entry.information` gets the lines in any case, less the spaces around each.
//
// 1. German: three digits, then sub-fields (mt_german.h).
// 2. Codes between strokes (mt_codes.h).
// 3. Anything else.
//
// A second :86: for one entry, as older files of Rabobank have, continues the first: hand over the
// lines of all of them at once.
void ReadMtInformation(const std::vector<std::string>& lines, Entry& entry);

// :NS: behind an entry: lines with a two-digit code, as German and Hungarian banks write them. From
// those at hand: 01 to 14 remittance text, 15 and 16 name of the other party, 17 booking text, 33
// its bank, 34 its account; what else there is stays in `entry.information` only.
void ReadMtNonSwift(const std::vector<std::string>& lines, Entry& entry);

}  // namespace recourse::bank_statement
