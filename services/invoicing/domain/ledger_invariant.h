#pragma once

#include <optional>
#include <string>

#include "services/invoicing/domain/ledger.h"

namespace recourse::invoicing {

// What is wrong with the books of one account, in words; nothing if all of this holds:
//   every issued invoice: amount = paid + credited + open, and 0 <= disputed = min(claimed, open);
//   every other invoice: nothing paid, credited or open;
//   all that was paid is on an invoice or unapplied;
//   the orders by due date, number and dispute name exactly what they should.
// For tests and for verifying a log; a pass over the whole ledger.
std::optional<std::string> BrokenInvariant(const Ledger& ledger);

}  // namespace recourse::invoicing
