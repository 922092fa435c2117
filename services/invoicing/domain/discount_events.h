#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/invoicing/domain/ledger_parts.h"

// Events of the ledger that early-payment discounts have. Kept for ever: add new ones, never change
// these.
namespace recourse::invoicing {

// A payment came by a step's day and left no more open of an invoice than the step takes off: that
// is cleared too.
struct DiscountTaken {
  std::string payment_id;
  std::string invoice_id;
  Money amount;
  Date effective;  // On which the payment clears the invoice.
  Date last_day;   // Of the step.
  std::int64_t millionths = 0;
  std::vector<InvoiceBalance> balances;
  bool operator==(const DiscountTaken&) const = default;
};

// The payment did not stay: what it had taken off is open again.
struct DiscountReversed {
  std::string payment_id;
  std::string invoice_id;
  Money amount;
  Date effective;
  std::vector<InvoiceBalance> balances;
  bool operator==(const DiscountReversed&) const = default;
};

// What the ledger keeps of one that was taken.
struct Discount {
  std::string invoice_id;
  Money amount;
  Date effective;
};

}  // namespace recourse::invoicing
