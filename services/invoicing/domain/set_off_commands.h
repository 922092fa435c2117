#pragma once

#include <string>
#include <vector>

#include "services/invoicing/domain/set_off_parts.h"

namespace recourse::invoicing {

// Clears an invoice in the customer's favour against invoices that are owed: those designated and
// no others; if none is, the invoices that it names as preceding, then the oldest due, never onto a
// disputed amount. Charges are not set off.
struct SetOffInvoice {
  std::string set_off_id;
  std::string invoice_id;  // Whose open amount is negative.
  Date effective;
  std::vector<SetOffDesignation> designations;
};
struct ReverseSetOff {
  std::string set_off_id;
  Date effective;
  std::string reason;
  bool operator==(const ReverseSetOff&) const = default;
};

}  // namespace recourse::invoicing
