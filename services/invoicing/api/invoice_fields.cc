#include "services/invoicing/api/invoice_fields.h"

#include "libs/base/hex.h"
#include "libs/rpc/digest.h"
#include "services/invoicing/api/agreement_fields.h"
#include "services/invoicing/api/correction_api.h"
#include "services/invoicing/api/invoice_detail_fields.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/codec/content_digest.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

constexpr std::size_t kDerivedIdBytes = 16;
constexpr const char* kDigestRule = "must be left empty, or be the digest of this content";

InvoiceLine ReadLine(const v1::InvoiceLine& line, bool has_agreement, rpc::Fields& fields) {
  const auto decimal = [&](const char* field, const std::string& text) {
    return line.part_of().empty() ? fields.Text(field, text, kDecimalBytesMax)
                                  : fields.OptionalText(field, text, kDecimalBytesMax);
  };
  InvoiceLine read{fields.OptionalText("description", line.description(), kTextBytesMax),
                   decimal("quantity", line.quantity()),
                   decimal("unit_price", line.unit_price()),
                   fields.Amount("amount", line.amount()),
                   fields.OptionalText("clause", line.clause(), kClauseBytesMax),
                   line.agreement_version(),
                   ReadLineDetails(line, fields)};
  fields.Check(read.clause.empty() || has_agreement, "clause", read.clause,
               "must be left empty where the invoice names no agreement");
  fields.Check(read.agreement_version >= 0 && (read.agreement_version == 0 || !read.clause.empty()),
               "agreement_version", std::to_string(read.agreement_version),
               "must be left out, or be that of a clause");
  return read;
}

InvoiceContent WhatIsKept(const std::string& issuer, const Invoice& invoice) {
  if (invoice.requested) return *invoice.requested;
  InvoiceContent content;
  content.issuer = issuer;
  content.number = invoice.number;
  content.issue_date = invoice.issue_date;
  content.due_date = invoice.due_date;
  content.terms = invoice.terms;
  content.amount = invoice.amount;
  content.content_digest = invoice.content_digest;
  return content;
}

}  // namespace

AskedContent ReadContent(const std::string& account, const v1::InvoiceContent& content,
                         rpc::Fields& fields) {
  if (!content.issuer().empty()) fields.Name("issuer", content.issuer(), kIssuerName);
  const bool has_terms = content.has_agreement() || content.has_payment_terms();
  AskedContent asked{{}, content.has_due_date() || !has_terms};
  InvoiceContent& read = asked.content;
  read.issuer = content.issuer();
  read.number = fields.Text("number", content.number(), kNumberBytesMax);
  read.issue_date = fields.Day("issue_date", content.issue_date());
  if (asked.has_due_date) read.due_date = fields.Day("due_date", content.due_date());
  read.amount = fields.Amount("amount", content.amount());
  for (int i = 0; i < content.lines_size(); ++i) {
    rpc::Fields within = fields.At("lines", i);
    read.lines.push_back(ReadLine(content.lines(i), content.has_agreement(), within));
  }
  read.imported = content.imported();
  read.content_digest = content.content_digest();
  if (content.has_agreement()) {
    rpc::Fields within = fields.Within("agreement");
    const auto& [name, version] =
        std::pair(content.agreement().name(), content.agreement().version());
    IdWithin(account, "name", name, kAgreementName, within);
    within.Check(version >= 0, "version", std::to_string(version), "must be left out, or from 1");
    read.terms.agreement = AgreementReference{name, version};
  }
  if (content.has_payment_terms()) {
    read.terms.payment_terms =
        ReadPaymentTerms(content.payment_terms(), fields.Within("payment_terms"));
  }
  read.details = ReadInvoiceDetails(content, fields);
  if (!fields.ok() || has_terms) return asked;
  auto digested = WithDigest(read);
  if (digested) {
    read = *std::move(digested);
  } else {
    fields.Check(false, "content_digest", ToHex(read.content_digest), kDigestRule);
  }
  return asked;
}

bool RestsOnTerms(const AskedContent& asked) {
  return asked.content.terms.agreement || asked.content.terms.payment_terms;
}

Expected<InvoiceContent, Failure> WithDigest(InvoiceContent content) {
  std::string digest = ContentDigest(content);
  if (!content.content_digest.empty() && content.content_digest != digest) {
    return Unexpected{Failure{
        Failure::Kind::kInvalid,
        "INVALID_ARGUMENT",
        "The digest is of other content.",
        {{"invoice.content.content_digest", ToHex(content.content_digest) + " " + kDigestRule}}}};
  }
  content.content_digest = std::move(digest);
  return content;
}

std::string DerivedInvoiceId(std::string_view issuer, std::string_view number) {
  const rpc::Digest digest = rpc::Sha256({issuer, "\n", number});
  return ToHex({digest.data(), kDerivedIdBytes});
}

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

v1::DocumentStatus DocumentStatusOf(const Invoice& invoice) {
  switch (invoice.status) {
    case Invoice::Status::kRequested:
      return v1::DOCUMENT_STATUS_REQUESTED;
    case Invoice::Status::kRefused:
      return v1::DOCUMENT_STATUS_REFUSED;
    case Invoice::Status::kIssued:
      return invoice.cancelled ? v1::DOCUMENT_STATUS_CANCELLED : v1::DOCUMENT_STATUS_ISSUED;
  }
  __builtin_unreachable();
}

v1::ClearingStatus ClearingStatusOf(const Invoice& invoice) {
  if (invoice.status != Invoice::Status::kIssued) return v1::CLEARING_STATUS_UNSPECIFIED;
  if (invoice.open.minor_units == 0) return v1::CLEARING_STATUS_CLEARED;
  return invoice.open == invoice.amount ? v1::CLEARING_STATUS_OPEN : v1::CLEARING_STATUS_PARTLY;
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
  Write(invoice.set_off, written.mutable_set_off());
  Write(invoice.discounted, written.mutable_discounted());
  if (invoice.refunded.minor_units != 0) Write(invoice.refunded, written.mutable_refunded());
  Write(invoice.DueDay(), written.mutable_due_date());
  written.set_document_status(DocumentStatusOf(invoice));
  written.set_clearing_status(ClearingStatusOf(invoice));
  const std::string_view whole = written.name();
  const std::string account(whole.substr(0, whole.find("/invoices/")));
  if (invoice.cancelled)
    *written.mutable_cancellation() = ToCancellation(account, *invoice.cancelled);
  for (const DueDateExtension& extension : invoice.extensions) {
    *written.add_extensions() = ToExtension(account, std::string(whole), extension);
  }
  return written;
}

v1::DueDateExtension ToExtension(const std::string& account, const std::string& invoice,
                                 const DueDateExtension& extension) {
  v1::DueDateExtension written;
  written.set_name(account + "/extensions/" + extension.extension_id);
  written.set_invoice(invoice);
  Write(extension.due, written.mutable_due_date());
  written.set_reason(extension.reason);
  written.set_for_interest(extension.for_interest);
  written.set_for_aging(extension.for_aging);
  written.set_revoked_because(extension.revoked.value_or(""));
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
  Write(none, written.mutable_set_off());
  Write(none, written.mutable_discounted());
  Write(content.due_date, written.mutable_due_date());
  written.set_document_status(v1::DOCUMENT_STATUS_ISSUED);
  written.set_clearing_status(content.amount == none ? v1::CLEARING_STATUS_CLEARED
                                                     : v1::CLEARING_STATUS_OPEN);
  return written;
}

}  // namespace recourse::invoicing
