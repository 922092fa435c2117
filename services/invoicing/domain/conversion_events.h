#pragma once

#include <string>
#include <vector>

#include "services/invoicing/domain/charge_parts.h"
#include "services/invoicing/domain/conversion.h"
#include "services/invoicing/domain/ledger_parts.h"

// Events of the ledger that conversions have. Kept for ever: add new ones, never change these.
namespace recourse::invoicing {

// From now on there is a payment with the conversion's id over `converted`, all of it unapplied.
struct PaymentConverted {
  std::string conversion_id;
  std::string from_payment_id;
  Money amount;
  Money converted;
  Money difference;
  ExchangeRate rate;
  Date effective;
  bool operator==(const PaymentConverted&) const = default;
};
// Nothing is left of the payment that it had made.
struct ConversionReversed {
  std::string conversion_id;
  std::string from_payment_id;
  Money amount;      // Unapplied again.
  Money converted;   // What is reopened plus `unapplied` plus `refunded`.
  Money difference;  // As it was converted.
  Date effective;
  std::string reason;
  std::vector<PaymentAllocation> reopened;  // As in PaymentReversed.
  Money unapplied;
  std::vector<InvoiceBalance> balances;
  std::vector<ChargeBalance> charge_balances;
  Money refunded{};  // As in PaymentReversed.
  bool operator==(const ConversionReversed&) const = default;
};

}  // namespace recourse::invoicing
