#pragma once

#include <optional>

#include "libs/einvoice/invoice.h"
#include "services/invoicing/domain/ledger_parts.h"

namespace recourse::invoicing {

// What an electronic invoice says, as ours do. The amount is what the buyer owes by it, negative if
// the seller owes it; all other amounts, and quantities, stand as in the document, to the cent and
// with its signs. Without a due date it is due on the last day of its longest discount, else on its
// issue date. Lines within lines follow their own. Without issuer, digest and source.
InvoiceContent ContentOf(const einvoice::Invoice& document);

// The discounts for paying early that the document states as XRechnung lays them down (BR-DE-18),
// by the due day. Nothing if it states none, or any that ours cannot say: of another base than what
// is due, or that do not fall with the days.
std::optional<PaymentTerms> TermsOf(const einvoice::Invoice& document);

}  // namespace recourse::invoicing
