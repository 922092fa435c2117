#include "services/invoicing/domain/agreed_terms.h"

#include <fmt/format.h>

namespace recourse::invoicing {
namespace {

using enum Failure::Kind;

Failure Refused(const char* reason, const char* message, Failure::Values values) {
  return {kPrecondition, reason, message, std::move(values)};
}

Failure NoVersion(const AgreementReference& reference, int version) {
  return {kNotFound,
          "NO_SUCH_VERSION",
          "The agreement has no version with this number.",
          {{"agreement", reference.name}, {"version", std::to_string(version)}}};
}

std::string InWords(const PaymentTerms& terms, Date issue_date) {
  const auto due = DueDay(terms, issue_date);
  std::string words = "due " + (due ? ToString(*due) : "before the issue date");
  for (const DiscountStep& step : terms.discounts) {
    words += fmt::format(", {} millionths less within {} days", step.millionths, step.days);
  }
  return words;
}

// Sets what the agreement gives.
std::optional<Failure> TakeAgreed(const Agreement& agreement, InvoiceContent& content) {
  AgreementReference& reference = *content.terms.agreement;
  const Failure::Values named{{"agreement", reference.name},
                              {"issue_date", ToString(content.issue_date)}};
  if (agreement.versions.empty()) {
    return Failure{kNotFound, "NO_SUCH_AGREEMENT", "There is no agreement of this name.", named};
  }
  if (reference.version != 0 && agreement.Find(reference.version) == nullptr) {
    return NoVersion(reference, reference.version);
  }
  const int in_force = agreement.InForceOn(content.issue_date);
  if (reference.version == 0) reference.version = in_force;
  const AgreementVersion* const version = agreement.Find(reference.version);
  if (in_force == 0 || version->content.effective_from > content.issue_date) {
    return Refused("NOT_IN_FORCE", "The agreement is not in force on the issue date.", named);
  }
  for (const InvoiceLine& line : content.lines) {
    if (line.agreement_version != 0 && agreement.Find(line.agreement_version) == nullptr) {
      return NoVersion(reference, line.agreement_version);
    }
  }
  content.terms.allocation_order = version->content.allocation_order;
  const auto& agreed = version->content.payment_terms;
  auto& own = content.terms.payment_terms;
  if (agreed && own && *own != *agreed) {
    return Refused("TERMS_DIFFER", "The invoice's payment terms are not those of its agreement.",
                   {{"payment_terms", InWords(*own, content.issue_date)},
                    {"agreed", InWords(*agreed, content.issue_date)}});
  }
  if (agreed) own = agreed;
  return std::nullopt;
}

}  // namespace

Expected<InvoiceContent, Failure> WithTerms(const AskedContent& asked, const Agreement& agreement) {
  InvoiceContent content = asked.content;
  if (content.terms.agreement) {
    if (auto failure = TakeAgreed(agreement, content)) return Unexpected{*std::move(failure)};
  }
  const auto& terms = content.terms.payment_terms;
  if (!terms) {
    if (asked.has_due_date) return content;
    return Unexpected{Refused("DUE_DATE_MISSING",
                              "Neither the invoice nor its agreement says when it is to be paid.",
                              {{"number", content.number}})};
  }
  const auto due = DueDay(*terms, content.issue_date);
  if (!due) return Unexpected{due.error()};
  if (asked.has_due_date && content.due_date != *due) {
    return Unexpected{
        Refused("DUE_DATE_DIFFERS", "The due date is not what the terms make of it.",
                {{"due_date", ToString(content.due_date)}, {"by_terms", ToString(*due)}})};
  }
  content.due_date = *due;
  content.terms.discounts = DiscountsOf(*terms, content.issue_date, *due, content.amount);
  return content;
}

}  // namespace recourse::invoicing
