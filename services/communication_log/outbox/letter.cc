#include "services/communication_log/outbox/letter.h"

#include <algorithm>

#include "services/communication_log/outbox/wording.h"

namespace recourse::communication_log {
namespace {

// Widths of the columns of the invoice table, in characters; a longer text pushes the rest along.
constexpr std::size_t kNumberWidth = 24;
constexpr std::size_t kDueWidth = 20;
constexpr std::size_t kOpenWidth = 20;

// Characters, not bytes, of UTF-8 text.
std::size_t Length(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string Padding(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, Length(text)), ' ');
}

std::string Left(const std::string& text, std::size_t width) { return text + Padding(text, width); }

std::string Right(const std::string& text, std::size_t width) {
  return Padding(text, width) + text;
}

std::vector<Fields> Lines(const std::vector<std::string>& lines) {
  std::vector<Fields> elements;
  for (const auto& line : lines) elements.push_back({{{"line", line}}, {}});
  return elements;
}

// A section that stands once, or not at all.
std::vector<Fields> If(bool condition, Fields fields = {}) {
  if (!condition) return {};
  return {std::move(fields)};
}

std::vector<Fields> Rows(const MessageContent& content) {
  std::vector<Fields> rows;
  for (const InvoiceFact& fact : content.facts) {
    const std::string open = Written(fact.open - fact.disputed, content.language);
    rows.push_back({{{"number", Left(fact.number, kNumberWidth)},
                     {"due", Left(Written(fact.due, content.language), kDueWidth)},
                     {"open", Right(open, kOpenWidth)}},
                    {}});
  }
  return rows;
}

}  // namespace

Fields FieldsOf(const Letter& letter) {
  const Creditor& creditor = letter.creditor;
  const Debtor& debtor = letter.debtor;
  const MessageContent& content = letter.content;
  const Language language = content.language;

  Fields late_charge;
  if (content.late_charge) {
    late_charge.texts = {{"amount", Written(content.late_charge->amount, language)},
                         {"clause", content.late_charge->clause}};
  }
  const bool disputed =
      std::any_of(content.facts.begin(), content.facts.end(),
                  [](const InvoiceFact& fact) { return fact.disputed.minor_units > 0; });

  return {
      .texts = {{"creditor_name", creditor.name},
                {"creditor_tax_id", creditor.tax_id},
                {"creditor_email", creditor.email},
                {"iban", creditor.iban},
                {"debtor_salutation", debtor.salutation},
                {"debtor_name", debtor.legal_name},
                {"reference", letter.reference},
                {"written_on", Written(letter.written_on, language)},
                {"deadline", Written(content.deadline, language)},
                {"total", Written(content.total, language)},
                {"amount_due", Written(content.total, language)}},
      .lists = {{"invoices", Rows(content)},
                {"creditor_address", Lines(creditor.address)},
                {"debtor_address", Lines(debtor.address)},
                {"bic", If(!creditor.bic.empty(), {{{"bic", creditor.bic}}, {}})},
                {"court_venue",
                 If(!creditor.court_venue.empty(), {{{"court_venue", creditor.court_venue}}, {}})},
                {"late_charge", If(content.late_charge.has_value(), late_charge)},
                {"disputed", If(disputed)},
                {"single", If(content.facts.size() == 1)}},
  };
}

}  // namespace recourse::communication_log
