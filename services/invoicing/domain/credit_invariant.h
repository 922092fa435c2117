#pragma once

#include <optional>
#include <string>

#include "services/invoicing/domain/ledger.h"

namespace recourse::invoicing {

// What is wrong with what was credited by line and by category of tax, at every position; nothing
// if all is right. Of each line and category no more is credited than there was, and it is what the
// credit notes say; what a credit note says of taxes is at most its amount.
std::optional<std::string> BrokenCredits(const Ledger& ledger);

// What is wrong with cancelled invoices after a command: one with something open, paid, set off,
// discounted or written off.
std::optional<std::string> BrokenCancellations(const Ledger& ledger);

}  // namespace recourse::invoicing
