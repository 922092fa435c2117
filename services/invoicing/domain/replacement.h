#pragma once

#include "services/invoicing/domain/ledger_rules.h"

// A corrected invoice takes the place of those that it names (docs/decisions/0026). Only the files
// of the ledger include this.
namespace recourse::invoicing {

// Of an invoice of type 384 (UNTDID 1001) that names preceding ones: kUnknownPreceding,
// kInvoiceNotIssued, kCurrencyDiffers, or kNotReplaceable of one that is cancelled, is in the
// customer's favour, or was set off. Nothing of any other invoice.
BrokenRule BrokenByReplacement(const InvoiceContent& content, const Ledger& ledger);

// What is let go of with an invoice, if anything is. BrokenByReplacement refuses nothing.
std::optional<Lowering> LoweringBy(const RequestInvoice& request, const Ledger& ledger);

// What closes those that it replaces, behind its own `issued`, which is not applied yet. Nothing of
// what BrokenByReplacement refuses holds.
void Replace(const InvoiceIssued& issued, const Ledger& ledger, LedgerEvents& events);

}  // namespace recourse::invoicing
