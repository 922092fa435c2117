#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "libs/base/decimal.h"
#include "services/invoicing/domain/credit_parts.h"
#include "services/invoicing/domain/ledger_parts.h"

namespace recourse::invoicing {

// What of an issued invoice can still be credited, by line and by category of tax. All amounts are
// minor units of the invoice's currency. Of each line and each category
//   0 <= credited <= amount, as far as the amount is above zero; else as far as it is below.
struct Creditable {
  struct Line {
    std::int64_t amount = 0;
    std::int64_t credited = 0;
    Decimal quantity;           // Zero: none is said, so it is credited by amount only.
    Decimal quantity_credited;  // Of what was asked for by quantity.
    int tax = -1;               // In `taxes`. -1: the line cannot be credited for itself.
  };
  // BG-23 of the invoice.
  struct Tax {
    TaxCategory category;
    std::int64_t lines = 0;  // The sum of its lines: other than `taxable` by what is allowed or
                             // charged on the document as a whole.
    std::int64_t lines_credited = 0;
    std::int64_t taxable = 0;
    std::int64_t taxable_credited = 0;
    std::int64_t tax = 0;
    std::int64_t tax_credited = 0;

    std::int64_t TaxableLeft() const { return taxable - taxable_credited; }
    std::int64_t TaxLeft() const { return tax - tax_credited; }
    std::int64_t Left() const { return TaxableLeft() + TaxLeft(); }
  };
  std::vector<Line> lines;
  std::vector<Tax> taxes;

  // In `taxes`; -1: there is none. Rates are equal as numbers.
  int Find(const TaxCategory& category) const;
};

// Nothing where it is not known: of an invoice in the customer's favour, and where neither the
// stated breakdown is to be used (one category with a taxable amount and a tax of opposite signs)
// nor, where none is stated, categories and rates of the lines make the invoice's amount exactly.
std::shared_ptr<const Creditable> CreditableOf(const InvoiceContent& content);

// What is left once a credit note has taken `lines` and `taxes`.
void Take(const std::vector<CreditedLine>& lines, const std::vector<TaxSubtotal>& taxes,
          Creditable& creditable);

}  // namespace recourse::invoicing
