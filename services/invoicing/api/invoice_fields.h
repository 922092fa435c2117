#pragma once

#include <string>
#include <string_view>

#include "libs/rpc/fields.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/invoicing/domain/agreed_terms.h"
#include "services/invoicing/domain/ledger.h"

// An invoice as callers write and read it.
namespace recourse::invoicing {

// What of `account` ("a1") is asked for. The issuer stays as the caller gave it, perhaps empty. The
// digest is only there where nothing is left to agreement or terms.
AskedContent ReadContent(const std::string& account, const v1::InvoiceContent& content,
                         rpc::Fields& fields);

// Whether agreement or terms give something to it.
bool RestsOnTerms(const AskedContent& asked);

// With the digest of what `content` has become; kInvalid if the caller gave another.
Expected<InvoiceContent, Failure> WithDigest(InvoiceContent content);

// The id of an invoice that was asked for without one: always the same for one number of an issuer.
std::string DerivedInvoiceId(std::string_view issuer, std::string_view number);

v1::InvoiceState StateOf(const Invoice& invoice);
v1::DocumentStatus DocumentStatusOf(const Invoice& invoice);
// Unspecified before it is issued.
v1::ClearingStatus ClearingStatusOf(const Invoice& invoice);

// What the ledger knows of an invoice, which is all but what it says in full once it is issued: of
// `content` then only number, dates, amount and digest.
v1::Invoice ToInvoice(std::string name, const std::string& issuer, const Invoice& invoice);

// `account` is "accounts/a1", `invoice` "accounts/a1/invoices/i1".
v1::DueDateExtension ToExtension(const std::string& account, const std::string& invoice,
                                 const DueDateExtension& extension);

// An invoice as it was issued, before anything was paid or credited.
v1::Invoice ToIssuedInvoice(std::string name, const InvoiceContent& content);

}  // namespace recourse::invoicing
