#pragma once

#include <string>

#include "services/invoicing/domain/ledger_events.h"

namespace recourse::invoicing {

// SHA-256 (32 bytes) over what makes two invoices of an issuer the same: number, dates, amount,
// lines, and what it rests on, if anything. Issuer, `imported` and the digest that `content` holds
// do not count. Defined by the text that content_digest.cc builds, which must never change: numbers
// are reserved under it.
std::string ContentDigest(const InvoiceContent& content);

}  // namespace recourse::invoicing
