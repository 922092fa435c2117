#include "services/invoicing/codec/content_digest.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <optional>

#include "libs/base/check.h"
#include "libs/base/overloaded.h"

namespace recourse::invoicing {
namespace {

// With its length before it, so that no two lists of fields give the same text.
void Append(std::string& text, std::string_view field) {
  text += fmt::format("{}:{}\n", field.size(), field);
}

std::string Sha256(std::string_view bytes) {
  std::string digest(32, '\0');
  unsigned int size = 0;
  auto* const out = reinterpret_cast<unsigned char*>(digest.data());
  CHECK(EVP_Digest(bytes.data(), bytes.size(), out, &size, EVP_sha256(), nullptr) == 1);
  CHECK(size == digest.size());
  return digest;
}

// What may be left unsaid, under its name, and only if it is said: so what says none of it has the
// digest that it always had.
class Details {
 public:
  explicit Details(std::string& text) : text_(text) {}

  void Add(std::string_view name, const std::string& value) {
    if (!value.empty()) Append(text_, fmt::format("{}={}", name, value));
  }
  // One syntax must say a nothing that the other may leave out.
  void Add(std::string_view name, const std::optional<Money>& amount) {
    if (amount && amount->minor_units != 0) Add(name, ToString(*amount));
  }
  void Add(std::string_view name, const TaxCategory& tax) {
    Add(name, tax == TaxCategory{} ? "" : fmt::format("{} {}", tax.code, tax.rate));
  }
  void Add(std::string_view name, const std::vector<AllowanceCharge>& all) {
    for (const AllowanceCharge& each : all) {
      Add(name,
          fmt::format("{} {}", each.is_charge ? "charge" : "allowance", ToString(each.amount)));
      Add("reason", each.reason);
      Add("reason_code", each.reason_code);
      Add("tax", each.tax);
    }
  }

 private:
  std::string& text_;
};

void Append(std::string& text, const LineDetails& line) {
  Details details(text);
  details.Add("id", line.id);
  details.Add("part_of", line.part_of);
  details.Add("unit", line.unit);
  details.Add("base_quantity", line.base_quantity == "1" ? "" : line.base_quantity);
  details.Add("tax", line.tax);
  details.Add("line", line.allowances_and_charges);
  for (const auto& [key, value] : line.dimensions) details.Add("dimension " + key, value);
}

void Append(std::string& text, const DocumentTotals& totals) {
  Details details(text);
  details.Add("lines", totals.lines);
  details.Add("allowances", totals.allowances);
  details.Add("charges", totals.charges);
  details.Add("without_tax", totals.without_tax);
  details.Add("tax", totals.tax);
  details.Add("with_tax", totals.with_tax);
  details.Add("prepaid", totals.prepaid);
  details.Add("rounding", totals.rounding);
  details.Add("third_party", totals.third_party);
}

void Append(std::string& text, const InvoiceDetails& invoice) {
  Details details(text);
  details.Add("type", invoice.type_code == kCommercialInvoice ? "" : invoice.type_code);
  // CII as EN 16931 binds it names one, and no other order than UBL makes up where it needs one.
  if (!invoice.preceding.empty()) {
    const auto& [number, issued] = invoice.preceding.front();
    details.Add("preceding", number);
    details.Add("preceding_issued", issued ? ToString(*issued) : "");
  }
  details.Add("buyer_reference", invoice.buyer_reference);
  for (const TaxSubtotal& each : invoice.tax_breakdown) {
    details.Add("subtotal", each.category);
    details.Add("taxable", each.taxable);
    details.Add("tax", each.tax);
    details.Add("exemption_code", each.exemption_code);
  }
  details.Add("tax_in_accounting_currency", invoice.tax_in_accounting_currency);
  details.Add("document", invoice.allowances_and_charges);
  Append(text, invoice.totals);
}

std::string RuleOf(const TermRule& rule) {
  return std::visit(
      Overloaded{
          [](const calendar::NetDays& net) { return fmt::format("net {}", net.days); },
          [](const calendar::EndOfMonth& end) { return fmt::format("month {}", end.days); },
          [](const calendar::FixedDay& fixed) { return "fixed " + ToString(fixed.day); },
          [](const calendar::OnReceipt&) { return std::string("receipt"); },
      },
      rule);
}

// Nothing of an invoice that rests on nothing. What follows from it (discounts, order) does not
// count.
void AppendTerms(std::string& text, const InvoiceContent& content) {
  const auto& [agreement, payment_terms, discounts, order] = content.terms;
  if (agreement) {
    Append(text, "agreement");
    Append(text, agreement->name);
    Append(text, std::to_string(agreement->version));
  }
  if (payment_terms) {
    Append(text, "payment terms");
    Append(text, RuleOf(payment_terms->rule));
    Append(text, payment_terms->working_days);
    for (const DiscountStep& step : payment_terms->discounts) {
      Append(text, fmt::format("{} {}", step.days, step.millionths));
    }
  }
  for (std::size_t i = 0; i < content.lines.size(); ++i) {
    const InvoiceLine& line = content.lines[i];
    if (line.clause.empty()) continue;
    Append(text, fmt::format("clause of line {}", i));
    Append(text, line.clause);
    Append(text, std::to_string(line.agreement_version));
  }
}

}  // namespace

std::string ContentDigest(const InvoiceContent& content) {
  std::string text;
  Append(text, content.number);
  Append(text, ToString(content.issue_date));
  Append(text, ToString(content.due_date));
  Append(text, ToString(content.amount));
  for (const InvoiceLine& line : content.lines) {
    Append(text, line.description);
    Append(text, line.quantity);
    Append(text, line.unit_price);
    Append(text, ToString(line.amount));
    Append(text, line.details);
  }
  Append(text, content.details);
  AppendTerms(text, content);
  return Sha256(text);
}

}  // namespace recourse::invoicing
