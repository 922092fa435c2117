#pragma once

#include <span>

#include "services/invoicing/domain/ledger.h"

namespace recourse::invoicing {

// All of `ledger` that `events` touch, as it is after them: invoices with their charges, payments,
// waivers and write-offs; and what is frozen. Costs what they touch, however long the ledger is.
Ledger ExcerptAfter(const Ledger& ledger, std::span<const LedgerEvent> events);

}  // namespace recourse::invoicing
