#pragma once

#include <vector>

#include "services/invoicing/domain/ledger_rules.h"

namespace recourse::invoicing {

// What a credit note says. `amount` is that of `taxes` with their tax, and where it is more, the
// rest is outside of tax: rounding, or all of it where the invoice tells no tax.
struct CreditParts {
  Money amount;
  std::vector<CreditedLine> lines{};
  std::vector<TaxSubtotal> taxes{};
};

// What the credit note comes to, line by line and by category. By amount, the gross amount is
// divided among the categories in proportion to what each has left gross, cents left over to the
// first ones; within a category net and tax keep the invoice's own proportion. Rounding is to the
// half up, and of what was credited so far together, so that the last credit note takes what is
// left to the cent. kCurrencyDiffers, or a rule of credit notes from kTaxUnsaid on.
Expected<CreditParts, Refusal<LedgerRule>> Divide(const IssueCreditNote& credit,
                                                  const Invoice& invoice);

}  // namespace recourse::invoicing
