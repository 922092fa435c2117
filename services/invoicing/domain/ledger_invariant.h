#pragma once

#include <optional>
#include <string>

#include "services/invoicing/domain/ledger.h"

namespace recourse::invoicing {

// What is wrong with the books of one account, in words; nothing if all of this holds:
//   every issued invoice: amount = paid + credited + refunded + written off + open, no part of
//     another sign than the amount, and
//     0 <= disputed = min(claimed, open);
//   every other invoice: nothing paid, credited, refunded, written off or
//     open;
//   every payment that stayed is on invoices, unapplied, refunded or converted, and pays what is
//   paid of them; what is refunded is what refunds in force say, and what is converted what
//   conversions say; what is credited and written off is what credit notes and write-offs say;
//   every charge: amount = paid + waived + open, no part below zero;
//   the orders by due date, number and dispute name exactly what they should.
// For tests and for verifying a log; a pass over the whole ledger.
std::optional<std::string> BrokenInvariant(const Ledger& ledger);

// The same of interest, between commands: what a charge comes to is what its terms make of the
// invoice's base for the days that were assessed. Within a command the events that correct it
// follow the one that moved the base.
std::optional<std::string> BrokenInterest(const Ledger& ledger);

}  // namespace recourse::invoicing
