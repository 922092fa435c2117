#pragma once

#include <string>
#include <string_view>

#include "libs/rpc/fields.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/invoicing/domain/ledger.h"

// An invoice as callers write and read it.
namespace recourse::invoicing {

// With its digest. The issuer stays as the caller gave it, perhaps empty.
InvoiceContent ReadContent(const v1::InvoiceContent& content, rpc::Fields& fields);

// The id of an invoice that was asked for without one: always the same for one number of an issuer.
std::string DerivedInvoiceId(std::string_view issuer, std::string_view number);

v1::InvoiceState StateOf(const Invoice& invoice);

// What the ledger knows of an invoice, which is all but what it says in full once it is issued: of
// `content` then only number, dates, amount and digest.
v1::Invoice ToInvoice(std::string name, const std::string& issuer, const Invoice& invoice);

// An invoice as it was issued, before anything was paid or credited.
v1::Invoice ToIssuedInvoice(std::string name, const InvoiceContent& content);

}  // namespace recourse::invoicing
