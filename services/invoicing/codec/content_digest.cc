#include "services/invoicing/codec/content_digest.h"

#include <fmt/format.h>
#include <openssl/evp.h>

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
  }
  AppendTerms(text, content);
  return Sha256(text);
}

}  // namespace recourse::invoicing
