#include "services/invoicing/api/invoice_fields.h"

#include "libs/base/hex.h"
#include "libs/rpc/digest.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/codec/content_digest.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

constexpr std::size_t kDerivedIdBytes = 16;

v1::InvoiceState StateOf(const Invoice& invoice) {
  switch (invoice.status) {
    case Invoice::Status::kRequested:
      return v1::INVOICE_STATE_REQUESTED;
    case Invoice::Status::kRefused:
      return v1::INVOICE_STATE_REFUSED;
    case Invoice::Status::kIssued:
      return invoice.open.minor_units == 0 ? v1::INVOICE_STATE_CLEARED : v1::INVOICE_STATE_OPEN;
  }
  __builtin_unreachable();
}

InvoiceContent WhatIsKept(const std::string& issuer, const Invoice& invoice) {
  if (invoice.requested) return *invoice.requested;
  InvoiceContent content;
  content.issuer = issuer;
  content.number = invoice.number;
  content.issue_date = invoice.issue_date;
  content.due_date = invoice.due_date;
  content.amount = invoice.amount;
  content.content_digest = invoice.content_digest;
  return content;
}

}  // namespace

InvoiceContent ReadContent(const v1::InvoiceContent& content, rpc::Fields& fields) {
  if (!content.issuer().empty()) fields.Name("issuer", content.issuer(), kIssuerName);
  InvoiceContent read{content.issuer(),
                      fields.Text("number", content.number(), kNumberBytesMax),
                      fields.Day("issue_date", content.issue_date()),
                      fields.Day("due_date", content.due_date()),
                      fields.Amount("amount", content.amount()),
                      {},
                      content.imported(),
                      {}};
  for (int i = 0; i < content.lines_size(); ++i) {
    const v1::InvoiceLine& line = content.lines(i);
    rpc::Fields within = fields.At("lines", i);
    read.lines.push_back({within.OptionalText("description", line.description(), kTextBytesMax),
                          within.Text("quantity", line.quantity(), kDecimalBytesMax),
                          within.Text("unit_price", line.unit_price(), kDecimalBytesMax),
                          within.Amount("amount", line.amount())});
  }
  if (!fields.ok()) return read;
  read.content_digest = ContentDigest(read);
  fields.Check(content.content_digest().empty() || content.content_digest() == read.content_digest,
               "content_digest", ToHex(content.content_digest()),
               "must be left empty, or be the digest of this content");
  return read;
}

std::string DerivedInvoiceId(std::string_view issuer, std::string_view number) {
  const rpc::Digest digest = rpc::Sha256({issuer, "\n", number});
  return ToHex({digest.data(), kDerivedIdBytes});
}

v1::Invoice ToInvoice(std::string name, const std::string& issuer, const Invoice& invoice) {
  v1::Invoice written;
  written.set_name(std::move(name));
  Write(WhatIsKept(issuer, invoice), written.mutable_content());
  written.set_state(StateOf(invoice));
  Write(invoice.paid, written.mutable_paid());
  Write(invoice.credited, written.mutable_credited());
  Write(invoice.open, written.mutable_open());
  Write(invoice.Disputed(), written.mutable_disputed());
  Write(invoice.written_off, written.mutable_written_off());
  if (invoice.refunded.minor_units != 0) Write(invoice.refunded, written.mutable_refunded());
  return written;
}

v1::Invoice ToIssuedInvoice(std::string name, const InvoiceContent& content) {
  const Money none{0, content.amount.currency};
  v1::Invoice written;
  written.set_name(std::move(name));
  Write(content, written.mutable_content());
  written.set_state(content.amount == none ? v1::INVOICE_STATE_CLEARED : v1::INVOICE_STATE_OPEN);
  Write(none, written.mutable_paid());
  Write(none, written.mutable_credited());
  Write(content.amount, written.mutable_open());
  Write(none, written.mutable_disputed());
  Write(none, written.mutable_written_off());
  return written;
}

}  // namespace recourse::invoicing
