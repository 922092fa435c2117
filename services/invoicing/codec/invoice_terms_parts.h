#pragma once

#include "libs/wire/reader.h"
#include "recourse/invoicing/v1/ledger_events.pb.h"
#include "services/invoicing/domain/ledger_parts.h"

// What an invoice rests on, as events and API messages have it, both ways.
namespace recourse::invoicing {

void WriteTerms(const InvoiceTerms& terms, v1::InvoiceContent& message);
InvoiceTerms ReadTerms(const v1::InvoiceContent& message, wire::Reader& reader);

}  // namespace recourse::invoicing
