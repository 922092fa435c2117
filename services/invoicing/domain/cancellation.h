#pragma once

#include <string>

#include "libs/base/date.h"
#include "services/invoicing/domain/control.h"

namespace recourse::invoicing {

// Credits all that is open of an invoice and closes it for good. Refused while anything but credit
// notes has cleared a part of it, or is claimed of it.
struct CancelInvoice {
  std::string invoice_id;
  std::string credit_note_id;  // Of the credit note that is issued, where anything is open.
  Date effective;
  std::string reason;
  Control control{};
};

// It does not count as a document any more, and bears no interest on any day. What was open of it
// is credited, and what had been paid is taken off it, by events of the same commit. Kept for ever.
struct InvoiceCancelled {
  std::string invoice_id;
  Date effective;
  std::string reason;
  std::string credit_note_id;  // Empty: nothing was open.
  std::string replaced_by;     // Id of the corrected invoice. Empty: there is none.
  bool operator==(const InvoiceCancelled&) const = default;
};

// What the ledger keeps of it.
struct Cancellation {
  Date effective;
  std::string reason;
  std::string credit_note_id;
  std::string replaced_by;
  bool operator==(const Cancellation&) const = default;
};

}  // namespace recourse::invoicing
