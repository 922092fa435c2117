#pragma once

#include <string>
#include <vector>

#include "services/invoicing/domain/control.h"
#include "services/invoicing/domain/ledger_parts.h"
#include "services/invoicing/domain/refund.h"

// Events of the ledger that refunds have. Kept for ever: add new ones, never change these. The
// balances are those of the source, where it is an invoice.
namespace recourse::invoicing {

// The amount is set aside: it is neither unapplied cash any more nor open in the customer's favour.
struct RefundRequested {
  std::string refund_id;
  RefundSource source;
  Money amount;
  Date effective;
  std::string reason;
  RefundPayee payee;
  std::vector<InvoiceBalance> balances;
  Control control{};
  bool operator==(const RefundRequested&) const = default;
};
// The money has left the bank.
struct RefundSent {
  std::string refund_id;
  RefundSource source;
  Money amount;
  Date effective;
  std::string bank_reference;
  bool operator==(const RefundSent&) const = default;
};
// The money has come back to the bank, and is again where it had come from.
struct RefundFailed {
  std::string refund_id;
  RefundSource source;
  Money amount;
  Date effective;
  std::string reason;
  std::vector<InvoiceBalance> balances;
  bool operator==(const RefundFailed&) const = default;
};
// It was never sent, and is again where it had come from.
struct RefundCancelled {
  std::string refund_id;
  RefundSource source;
  Money amount;
  Date effective;
  std::string reason;
  std::vector<InvoiceBalance> balances;
  bool operator==(const RefundCancelled&) const = default;
};

}  // namespace recourse::invoicing
