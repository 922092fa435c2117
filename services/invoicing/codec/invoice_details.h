#pragma once

#include "libs/wire/reader.h"
#include "recourse/invoicing/v1/ledger_events.pb.h"
#include "services/invoicing/domain/ledger_parts.h"

// What an invoice and its lines say by the terms of EN 16931, both ways.
namespace recourse::invoicing {

void WriteDetails(const InvoiceDetails& details, v1::InvoiceContent* message);
InvoiceDetails ReadDetails(const v1::InvoiceContent& message, wire::Reader& reader);

void WriteDetails(const LineDetails& details, v1::InvoiceLine* message);
LineDetails ReadDetails(const v1::InvoiceLine& message, wire::Reader& reader);

}  // namespace recourse::invoicing
