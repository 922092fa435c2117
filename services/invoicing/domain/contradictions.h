#pragma once

#include "services/invoicing/domain/ledger_rules.h"

// What is refused of an invoice that contradicts itself. Only the files of the ledger include this.
namespace recourse::invoicing {

// kCodeUnknown, kCreditNoteAboveZero, or kSumsDiffer, naming the field, what it says, what the rest
// comes to and the rule of EN 16931 by which it does. Who says less than EN 16931 asks for is held
// to what is said: a sum that is not said is what its parts make, and allowances, charges, tax,
// prepayments and rounding that are not said are nothing. Of a line with a category of tax, but no
// breakdown, the tax is computed, and may differ by less than one unit of the currency for each
// category, as EN 16931 has it. The form has been looked at before (details_rules.h).
BrokenRule BrokenByContradiction(const InvoiceContent& content);

}  // namespace recourse::invoicing
