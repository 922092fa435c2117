#include "services/invoicing/api/invoice_detail_fields.h"

#include "services/invoicing/codec/invoice_details.h"
#include "services/invoicing/domain/ledger_limits.h"

namespace recourse::invoicing {
namespace {

template <class Message>
void CheckAllowances(const Message& message, const rpc::Fields& fields) {
  for (int i = 0; i < message.allowances_and_charges_size(); ++i) {
    rpc::Fields within = fields.At("allowances_and_charges", i);
    within.Amount("amount", message.allowances_and_charges(i).amount());
    within.OptionalText("reason", message.allowances_and_charges(i).reason(), kTextBytesMax);
  }
}

void CheckTotals(const v1::DocumentTotals& totals, rpc::Fields fields) {
  const auto check = [&](const char* field, bool said, const google::type::Money& amount) {
    if (said) fields.Amount(field, amount);
  };
  check("lines", totals.has_lines(), totals.lines());
  check("allowances", totals.has_allowances(), totals.allowances());
  check("charges", totals.has_charges(), totals.charges());
  check("without_tax", totals.has_without_tax(), totals.without_tax());
  check("tax", totals.has_tax(), totals.tax());
  check("with_tax", totals.has_with_tax(), totals.with_tax());
  check("prepaid", totals.has_prepaid(), totals.prepaid());
  check("rounding", totals.has_rounding(), totals.rounding());
  check("third_party", totals.has_third_party(), totals.third_party());
}

}  // namespace

InvoiceDetails ReadInvoiceDetails(const v1::InvoiceContent& content, rpc::Fields& fields) {
  for (int i = 0; i < content.preceding_invoices_size(); ++i) {
    const v1::PrecedingInvoice& preceding = content.preceding_invoices(i);
    rpc::Fields within = fields.At("preceding_invoices", i);
    within.Text("number", preceding.number(), kReferenceBytesMax);
    if (preceding.has_issue_date()) within.Day("issue_date", preceding.issue_date());
  }
  for (int i = 0; i < content.tax_breakdown_size(); ++i) {
    rpc::Fields within = fields.At("tax_breakdown", i);
    within.Amount("taxable_amount", content.tax_breakdown(i).taxable_amount());
    within.Amount("tax_amount", content.tax_breakdown(i).tax_amount());
    within.OptionalText("exemption_reason", content.tax_breakdown(i).exemption_reason(),
                        kTextBytesMax);
  }
  fields.OptionalText("buyer_reference", content.buyer_reference(), kReferenceBytesMax);
  fields.OptionalText("order_reference", content.order_reference(), kReferenceBytesMax);
  fields.OptionalText("tax_in_accounting_currency", content.tax_in_accounting_currency(),
                      kReferenceBytesMax);
  CheckAllowances(content, fields);
  CheckTotals(content.totals(), fields.Within("totals"));
  if (content.has_source()) {
    fields.Within("source").OneOf("syntax", content.source().syntax());
    fields.Check(content.source().sha256().size() == kSha256Bytes, "source.sha256", "",
                 "must have 32 bytes");
  }
  if (!fields.ok()) return {};
  wire::Reader reader;
  return ReadDetails(content, reader);
}

LineDetails ReadLineDetails(const v1::InvoiceLine& line, rpc::Fields& fields) {
  CheckAllowances(line, fields);
  for (int i = 0; i < line.dimensions_size(); ++i) {
    rpc::Fields within = fields.At("dimensions", i);
    within.Text("key", line.dimensions(i).key(), kReferenceBytesMax);
    within.OptionalText("value", line.dimensions(i).value(), kReferenceBytesMax);
  }
  if (!fields.ok()) return {};
  wire::Reader reader;
  return ReadDetails(line, reader);
}

}  // namespace recourse::invoicing
