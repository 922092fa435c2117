#pragma once

#include <cstddef>
#include <string_view>

#include "services/invoicing/domain/ledger_rules.h"

// What is refused of an invoice for its form. Only the files of the ledger include this.
namespace recourse::invoicing {

// kTooManyDetails, kDetailMalformed, kCurrencyDiffers or kAmountTooLarge, naming the field. Whether
// totals and lines agree is asked in contradictions.h.
BrokenRule BrokenByDetails(const InvoiceDetails& details, const Money& payable);
// The same of a line; `where` stands before the names of its fields: "lines[0].".
BrokenRule BrokenByDetails(const LineDetails& details, const std::string& where,
                           const Money& payable);

// Digits, a point between, a minus before; at most kDecimalBytesMax.
bool IsDecimal(std::string_view text);
bool IsTooLarge(const Money& amount);

}  // namespace recourse::invoicing
