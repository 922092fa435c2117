#pragma once

#include <string>

#include "services/invoicing/domain/ledger_events.h"

namespace recourse::invoicing {

// SHA-256 (32 bytes) over what makes two invoices of an issuer the same: number, dates, amount,
// lines, what else is said of it, and what it rests on. Issuer, `imported`, the document that it
// was read from and the digest that `content` holds do not count; nor does what only one of UBL and
// CII can say, or says otherwise: a second preceding invoice, the order reference, reasons of
// exemption, a total of nothing. Defined by the text that content_digest.cc builds, which must
// never change: numbers are reserved under it.
std::string ContentDigest(const InvoiceContent& content);

}  // namespace recourse::invoicing
