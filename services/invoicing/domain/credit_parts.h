#pragma once

#include <string>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/money.h"
#include "services/invoicing/domain/invoice_details.h"

// Of what a credit note is made (docs/decisions/0026).
namespace recourse::invoicing {

// How it is known what is credited, and of which tax.
enum class CreditBasis {
  kAmount,   // An amount, with its tax, of an invoice that has one category of tax or none.
  kTaxes,    // What is said of each category.
  kProRata,  // An amount, divided among the categories by what each has left, with its tax.
  kLines,    // What is said of lines; the rest follows from the invoice's own tax.
  kWhole,    // All that is open; divided as kProRata.
};

struct CreditedLine {
  int line = 0;            // Its position on the invoice, 1 for the first.
  std::string quantity{};  // Decimal text. Empty: not so much was asked for, but the amount.
  Money amount{};          // Net, as the line's own. Asked for by quantity: made by the ledger.
  TaxCategory tax{};       // The line's own. Asked for: it may be left unsaid.
  bool operator==(const CreditedLine&) const = default;
};

// What a payment had cleared of the credited invoice, and has not any more: its `amount` is
// unapplied cash again, and the `discount` that it had taken is taken back.
struct ReleasedPayment {
  std::string payment_id;
  Money amount;
  Money discount;
  Date effective;  // Never before the day on which the payment had cleared it.
  bool operator==(const ReleasedPayment&) const = default;
};

}  // namespace recourse::invoicing
