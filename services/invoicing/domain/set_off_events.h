#pragma once

#include <string>
#include <vector>

#include "services/invoicing/domain/ledger_parts.h"
#include "services/invoicing/domain/set_off_parts.h"

// Events of the ledger that set-offs have. Kept for ever: add new ones, never change these.
namespace recourse::invoicing {

// An invoice in the customer's favour and invoices that were owed cleared each other.
struct ItemsSetOff {
  std::string set_off_id;
  std::string invoice_id;  // The one in the customer's favour.
  Money amount;            // Positive: the sum of `cleared`.
  Date effective;
  std::vector<SetOffDesignation> designations;
  std::vector<SetOffPart> cleared;
  std::vector<InvoiceBalance> balances;  // That of `invoice_id`, then those of `cleared`.
  bool operator==(const ItemsSetOff&) const = default;
};

// All that a set-off had cleared is open again, on both sides.
struct SetOffReversed {
  std::string set_off_id;
  std::string invoice_id;
  Money amount;
  Date effective;
  std::string reason;
  std::vector<SetOffPart> reopened;  // Never before the day on which each was cleared.
  std::vector<InvoiceBalance> balances;
  bool operator==(const SetOffReversed&) const = default;
};

}  // namespace recourse::invoicing
