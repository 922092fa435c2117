#include "services/invoicing/codec/invoice_details.h"

#include "libs/wire/convert.h"
#include "libs/wire/enum_table.h"

namespace recourse::invoicing {
namespace {

using wire::Write;

constexpr wire::EnumTable kSyntaxes{
    std::array{std::pair{DocumentSyntax::kUbl, v1::DOCUMENT_SYNTAX_UBL},
               std::pair{DocumentSyntax::kCii, v1::DOCUMENT_SYNTAX_CII}}};

// Nothing is on the wire where nothing is said.
template <class Message>
void WriteTax(const TaxCategory& tax, Message* message, v1::TaxCategory* (Message::*field)()) {
  if (tax == TaxCategory{}) return;
  v1::TaxCategory* const written = (message->*field)();
  written->set_code(tax.code);
  written->set_rate(tax.rate);
}

TaxCategory Read(const v1::TaxCategory& message) { return {message.code(), message.rate()}; }

template <class Message>
void WriteAllowances(const std::vector<AllowanceCharge>& all, Message* message) {
  for (const AllowanceCharge& each : all) {
    v1::AllowanceCharge* const written = message->add_allowances_and_charges();
    written->set_is_charge(each.is_charge);
    Write(each.amount, written->mutable_amount());
    written->set_reason(each.reason);
    written->set_reason_code(each.reason_code);
    WriteTax(each.tax, written, &v1::AllowanceCharge::mutable_tax);
  }
}

template <class Message>
std::vector<AllowanceCharge> ReadAllowances(const Message& message, wire::Reader& reader) {
  std::vector<AllowanceCharge> all;
  for (const v1::AllowanceCharge& each : message.allowances_and_charges()) {
    all.push_back({each.is_charge(), reader.Read(each.amount()), each.reason(), each.reason_code(),
                   Read(each.tax())});
  }
  return all;
}

// Each total, where the domain has it and how the wire does.
struct Total {
  std::optional<Money> DocumentTotals::*amount;
  google::type::Money* (v1::DocumentTotals::*write)();
  const google::type::Money& (v1::DocumentTotals::*read)() const;
  bool (v1::DocumentTotals::*is_said)() const;
};

#define RECOURSE_TOTAL(name)                                                               \
  Total {                                                                                  \
    &DocumentTotals::name, &v1::DocumentTotals::mutable_##name, &v1::DocumentTotals::name, \
        &v1::DocumentTotals::has_##name                                                    \
  }
const Total kTotals[] = {
    RECOURSE_TOTAL(lines),       RECOURSE_TOTAL(allowances), RECOURSE_TOTAL(charges),
    RECOURSE_TOTAL(without_tax), RECOURSE_TOTAL(tax),        RECOURSE_TOTAL(with_tax),
    RECOURSE_TOTAL(prepaid),     RECOURSE_TOTAL(rounding),   RECOURSE_TOTAL(third_party),
};
#undef RECOURSE_TOTAL

void WriteTotals(const DocumentTotals& totals, v1::InvoiceContent* message) {
  if (totals == DocumentTotals{}) return;
  v1::DocumentTotals* const written = message->mutable_totals();
  for (const Total& total : kTotals) {
    const std::optional<Money>& amount = totals.*total.amount;
    if (amount) Write(*amount, (written->*total.write)());
  }
}

DocumentTotals ReadTotals(const v1::DocumentTotals& message, wire::Reader& reader) {
  DocumentTotals totals;
  for (const Total& total : kTotals) {
    if ((message.*total.is_said)()) totals.*total.amount = reader.Read((message.*total.read)());
  }
  return totals;
}

void WriteBreakdown(const std::vector<TaxSubtotal>& breakdown, v1::InvoiceContent* message) {
  for (const TaxSubtotal& each : breakdown) {
    v1::TaxSubtotal* const written = message->add_tax_breakdown();
    WriteTax(each.category, written, &v1::TaxSubtotal::mutable_category);
    Write(each.taxable, written->mutable_taxable_amount());
    Write(each.tax, written->mutable_tax_amount());
    written->set_exemption_reason(each.exemption_reason);
    written->set_exemption_code(each.exemption_code);
  }
}

}  // namespace

void WriteDetails(const InvoiceDetails& details, v1::InvoiceContent* message) {
  message->set_type_code(details.type_code);
  for (const PrecedingInvoice& preceding : details.preceding) {
    v1::PrecedingInvoice* const written = message->add_preceding_invoices();
    written->set_number(preceding.number);
    if (preceding.issue_date) Write(*preceding.issue_date, written->mutable_issue_date());
  }
  message->set_buyer_reference(details.buyer_reference);
  message->set_order_reference(details.order_reference);
  WriteBreakdown(details.tax_breakdown, message);
  message->set_tax_in_accounting_currency(details.tax_in_accounting_currency);
  WriteAllowances(details.allowances_and_charges, message);
  WriteTotals(details.totals, message);
  if (details.source) {
    message->mutable_source()->set_syntax(kSyntaxes.ToWire(details.source->syntax));
    message->mutable_source()->set_sha256(details.source->sha256);
  }
}

InvoiceDetails ReadDetails(const v1::InvoiceContent& message, wire::Reader& reader) {
  InvoiceDetails details;
  details.type_code = message.type_code();
  for (const v1::PrecedingInvoice& each : message.preceding_invoices()) {
    details.preceding.push_back({each.number(), std::nullopt});
    if (each.has_issue_date()) {
      details.preceding.back().issue_date = reader.Read(each.issue_date());
    }
  }
  details.buyer_reference = message.buyer_reference();
  details.order_reference = message.order_reference();
  for (const v1::TaxSubtotal& each : message.tax_breakdown()) {
    details.tax_breakdown.push_back({Read(each.category()), reader.Read(each.taxable_amount()),
                                     reader.Read(each.tax_amount()), each.exemption_reason(),
                                     each.exemption_code()});
  }
  details.tax_in_accounting_currency = message.tax_in_accounting_currency();
  details.allowances_and_charges = ReadAllowances(message, reader);
  details.totals = ReadTotals(message.totals(), reader);
  if (message.has_source()) {
    details.source = SourceDocument{kSyntaxes.Read(message.source().syntax(), reader),
                                    message.source().sha256()};
  }
  return details;
}

void WriteDetails(const LineDetails& details, v1::InvoiceLine* message) {
  message->set_id(details.id);
  message->set_part_of(details.part_of);
  message->set_unit(details.unit);
  message->set_base_quantity(details.base_quantity);
  WriteTax(details.tax, message, &v1::InvoiceLine::mutable_tax);
  WriteAllowances(details.allowances_and_charges, message);
  for (const Dimension& dimension : details.dimensions) {
    v1::Dimension* const written = message->add_dimensions();
    written->set_key(dimension.key);
    written->set_value(dimension.value);
  }
}

LineDetails ReadDetails(const v1::InvoiceLine& message, wire::Reader& reader) {
  LineDetails details{message.id(),
                      message.part_of(),
                      message.unit(),
                      message.base_quantity(),
                      Read(message.tax()),
                      ReadAllowances(message, reader),
                      {}};
  for (const v1::Dimension& dimension : message.dimensions()) {
    details.dimensions.push_back({dimension.key(), dimension.value()});
  }
  return details;
}

}  // namespace recourse::invoicing
