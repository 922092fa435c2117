#pragma once

#include "libs/rpc/fields.h"
#include "recourse/invoicing/v1/ledger_events.pb.h"
#include "services/invoicing/domain/invoice_details.h"

// What an invoice and its lines say by the terms of EN 16931, as callers write it. Amounts,
// days and texts are checked here; how many there may be, and codes, are the ledger's to refuse.
namespace recourse::invoicing {

InvoiceDetails ReadInvoiceDetails(const v1::InvoiceContent& content, rpc::Fields& fields);
LineDetails ReadLineDetails(const v1::InvoiceLine& line, rpc::Fields& fields);

}  // namespace recourse::invoicing
