#include "libs/einvoice/testing/fields.h"

#include <fmt/format.h>

#include <utility>

namespace recourse::einvoice {
namespace {

// Writes one value, or the parts of one, below a path.
class Writer {
 public:
  std::map<std::string, std::string> Take() { return std::move(fields_); }

  void Put(const std::string& path, const std::string& text) {
    if (!text.empty()) fields_[path] = text;
  }
  void Put(const std::string& path, bool value) { Put(path, std::string(value ? "yes" : "no")); }
  void Put(const std::string& path, std::size_t value) { Put(path, std::to_string(value)); }
  void Put(const std::string& path, Date value) { Put(path, ToString(value)); }
  void Put(const std::string& path, const Money& value) { Put(path, ToString(value)); }
  void Put(const std::string& path, const Decimal& value) { Put(path, ToString(value)); }
  void Put(const std::string& path, Currency value) { Put(path, std::string(value.code())); }
  template <class T>
  void Put(const std::string& path, const std::optional<T>& value) {
    if (value) Put(path, *value);
  }
  template <class T>
  void Put(const std::string& path, const std::vector<T>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      Put(fmt::format("{}[{}]", path, i + 1), values[i]);
    }
  }

  void Put(const std::string& path, const Identifier& id) {
    Put(path, id.scheme.empty() ? id.value : id.scheme + " " + id.value);
  }
  void Put(const std::string& path, const Address& address) {
    Put(path + "/line1", address.line1);
    Put(path + "/line2", address.line2);
    Put(path + "/line3", address.line3);
    Put(path + "/city", address.city);
    Put(path + "/postcode", address.postcode);
    Put(path + "/subdivision", address.subdivision);
    Put(path + "/country", address.country);
  }
  void Put(const std::string& path, const Party& party) {
    Put(path + "/name", party.name);
    Put(path + "/trading_name", party.trading_name);
    Put(path + "/ids", party.ids);
    Put(path + "/legal_id", party.legal_id);
    Put(path + "/vat_id", party.vat_id);
    Put(path + "/tax_number", party.tax_number);
    Put(path + "/legal_information", party.legal_information);
    Put(path + "/electronic_address", party.electronic_address);
    Put(path + "/address", party.address);
    if (!party.contact) return;
    Put(path + "/contact", true);
    Put(path + "/contact/name", party.contact->name);
    Put(path + "/contact/phone", party.contact->phone);
    Put(path + "/contact/email", party.contact->email);
  }
  void Put(const std::string& path, const Delivery& delivery) {
    Put(path, true);
    Put(path + "/party_name", delivery.party_name);
    Put(path + "/location_id", delivery.location_id);
    Put(path + "/date", delivery.date);
    Put(path + "/address", delivery.address);
  }
  void Put(const std::string& path, const Period& period) {
    Put(path, true);
    Put(path + "/start", period.start);
    Put(path + "/end", period.end);
  }
  void Put(const std::string& path, const Tax& tax) {
    Put(path, true);
    Put(path + "/category", tax.category);
    Put(path + "/rate", tax.rate);
  }
  void Put(const std::string& path, const AllowanceCharge& value) {
    Put(path + "/is_charge", value.is_charge);
    Put(path + "/amount", value.amount);
    Put(path + "/base", value.base);
    Put(path + "/percent", value.percent);
    Put(path + "/reason", value.reason);
    Put(path + "/reason_code", value.reason_code);
    Put(path + "/tax", value.tax);
  }
  void Put(const std::string& path, const Quantity& quantity) {
    Put(path, quantity.value);
    Put(path + "/unit", quantity.unit);
  }
  void Put(const std::string& path, const Classification& value) {
    Put(path, value.id + " " + value.scheme + " " + value.version);
  }
  void Put(const std::string& path, const std::pair<std::string, std::string>& value) {
    Put(path, value.first + "=" + value.second);
  }
  void Put(const std::string& path, const Price& price) {
    Put(path + "/net", price.net);
    Put(path + "/discount", price.discount);
    Put(path + "/gross", price.gross);
    Put(path + "/base_quantity", price.base_quantity);
  }
  void Put(const std::string& path, const Line& line) {
    Put(path + "/id", line.id);
    Put(path + "/note", line.note);
    Put(path + "/object_id", line.object_id);
    Put(path + "/quantity", line.quantity);
    Put(path + "/net_amount", line.net_amount);
    Put(path + "/order_line", line.order_line);
    Put(path + "/accounting_reference", line.accounting_reference);
    Put(path + "/period", line.period);
    Put(path + "/allowances_and_charges", line.allowances_and_charges);
    Put(path + "/price", line.price);
    Put(path + "/tax", line.tax);
    Put(path + "/name", line.name);
    Put(path + "/description", line.description);
    Put(path + "/seller_item_id", line.seller_item_id);
    Put(path + "/buyer_item_id", line.buyer_item_id);
    Put(path + "/standard_item_id", line.standard_item_id);
    Put(path + "/classifications", line.classifications);
    Put(path + "/origin_country", line.origin_country);
    Put(path + "/attributes", line.attributes);
    Put(path + "/sub_lines", line.sub_lines);
  }
  void Put(const std::string& path, const SkontoStep& step) {
    Put(path, fmt::format("{} days {} %", step.days, ToString(step.percent)));
    Put(path + "/base", step.base);
  }
  void Put(const std::string& path, const PaymentTerms& terms) {
    Put(path, true);
    Put(path + "/text", terms.text);
    Put(path + "/skonto", terms.skonto);
    Put(path + "/irregular_lines", terms.irregular_lines);
  }
  void Put(const std::string& path, const PaymentMeans& means) {
    Put(path, true);
    Put(path + "/code", means.code);
    Put(path + "/text", means.text);
    if (means.account) {
      Put(path + "/account", true);
      Put(path + "/account/id", means.account->id);
      Put(path + "/account/name", means.account->name);
      Put(path + "/account/bic", means.account->bic);
    }
    if (means.card) Put(path + "/card", means.card->number + " " + means.card->holder);
  }
  void Put(const std::string& path, const DirectDebit& debit) {
    Put(path, true);
    Put(path + "/mandate", debit.mandate);
    Put(path + "/creditor_id", debit.creditor_id);
    Put(path + "/debited_account", debit.debited_account);
  }
  void Put(const std::string& path, const ThirdPartyPayment& payment) {
    Put(path, payment.type + " " + ToString(payment.amount) + " " + payment.description);
  }
  void Put(const std::string& path, const Note& note) {
    Put(path, note.subject_code + " " + note.text);
  }
  void Put(const std::string& path, const PrecedingInvoice& preceding) {
    Put(path + "/number", preceding.number);
    Put(path + "/date", preceding.date);
  }
  void Put(const std::string& path, const TaxBreakdown& tax) {
    Put(path + "/taxable", tax.taxable);
    Put(path + "/tax_amount", tax.tax_amount);
    Put(path + "/tax", tax.tax);
    Put(path + "/exemption_reason", tax.exemption_reason);
    Put(path + "/exemption_reason_code", tax.exemption_reason_code);
  }
  void Put(const std::string& path, const Totals& totals) {
    Put(path + "/lines", totals.lines);
    Put(path + "/allowances", totals.allowances);
    Put(path + "/charges", totals.charges);
    Put(path + "/without_tax", totals.without_tax);
    Put(path + "/tax", totals.tax);
    Put(path + "/tax_accounting_currency", totals.tax_accounting_currency);
    Put(path + "/with_tax", totals.with_tax);
    Put(path + "/prepaid", totals.prepaid);
    Put(path + "/rounding", totals.rounding);
    Put(path + "/due", totals.due);
  }
  void Put(const std::string& path, const Attachment& attachment) {
    Put(path, true);
    Put(path + "/id", attachment.id);
    Put(path + "/description", attachment.description);
    Put(path + "/uri", attachment.uri);
    if (!attachment.content) return;
    Put(path + "/content/filename", attachment.content->filename);
    Put(path + "/content/mime_type", attachment.content->mime_type);
    Put(path + "/content/size_bytes", attachment.content->size_bytes);
    Put(path + "/content/sha256", attachment.content->sha256);
  }

 private:
  std::map<std::string, std::string> fields_;
};

}  // namespace

std::map<std::string, std::string> Fields(const Invoice& invoice) {
  Writer writer;
  writer.Put("number", invoice.number);
  writer.Put("issue_date", invoice.issue_date);
  writer.Put("type_code", invoice.type_code);
  writer.Put("currency", invoice.currency);
  writer.Put("tax_currency", invoice.tax_currency);
  writer.Put("tax_point", invoice.tax_point);
  writer.Put("tax_point_code", invoice.tax_point_code);
  writer.Put("due_date", invoice.due_date);
  writer.Put("buyer_reference", invoice.buyer_reference);
  writer.Put("project", invoice.project);
  writer.Put("contract", invoice.contract);
  writer.Put("purchase_order", invoice.purchase_order);
  writer.Put("sales_order", invoice.sales_order);
  writer.Put("receiving_advice", invoice.receiving_advice);
  writer.Put("despatch_advice", invoice.despatch_advice);
  writer.Put("tender", invoice.tender);
  writer.Put("object_id", invoice.object_id);
  writer.Put("accounting_reference", invoice.accounting_reference);
  writer.Put("terms", invoice.terms);
  writer.Put("notes", invoice.notes);
  writer.Put("process", invoice.process);
  writer.Put("specification", invoice.specification);
  writer.Put("preceding_invoices", invoice.preceding_invoices);
  writer.Put("seller", invoice.seller);
  writer.Put("buyer", invoice.buyer);
  writer.Put("payee", invoice.payee);
  writer.Put("tax_representative", invoice.tax_representative);
  writer.Put("delivery", invoice.delivery);
  writer.Put("period", invoice.period);
  writer.Put("payment_means", invoice.payment_means);
  writer.Put("remittance_text", invoice.remittance_text);
  writer.Put("direct_debit", invoice.direct_debit);
  writer.Put("allowances_and_charges", invoice.allowances_and_charges);
  writer.Put("totals", invoice.totals);
  writer.Put("tax_breakdown", invoice.tax_breakdown);
  writer.Put("attachments", invoice.attachments);
  writer.Put("lines", invoice.lines);
  writer.Put("third_party_payments", invoice.third_party_payments);
  return writer.Take();
}

}  // namespace recourse::einvoice
