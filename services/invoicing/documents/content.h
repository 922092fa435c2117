#pragma once

#include "libs/einvoice/invoice.h"
#include "services/invoicing/domain/ledger_parts.h"

namespace recourse::invoicing {

// What an electronic invoice says, as ours do. The amount is what the buyer owes by it, negative if
// the seller owes it; all other amounts, and quantities, stand as in the document, to the cent and
// with its signs. Without a due date it is due on its issue date. Lines within lines follow their
// own. Without issuer, digest and source.
InvoiceContent ContentOf(const einvoice::Invoice& document);

}  // namespace recourse::invoicing
