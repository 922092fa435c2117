#include "services/invoicing/documents/read_document.h"

#include <fmt/format.h>

#include <algorithm>

#include "libs/einvoice/check.h"
#include "libs/einvoice/read.h"
#include "libs/eventlog/hash.h"
#include "services/invoicing/codec/content_digest.h"
#include "services/invoicing/documents/content.h"

namespace recourse::invoicing {
namespace {

// Fewer nodes than bytes alone would allow: an invoice of 500 lines has some 30,000.
constexpr xml::Limits kLimits{
    .bytes_max = kDocumentBytesMax, .depth_max = 64, .nodes_max = 100'000};
constexpr std::size_t kShownRulesMax = 20;

using einvoice::BrokenRule;

Failure TooLarge(std::size_t bytes) {
  return {Failure::Kind::kInvalid,
          "DOCUMENT_TOO_LARGE",
          "The document has more bytes than one may have.",
          {{"document", std::to_string(bytes)}, {"most", std::to_string(kDocumentBytesMax)}}};
}

std::string Explained(const BrokenRule& broken) {
  std::string text = broken.terms;
  if (!broken.stated.empty()) text += ": is " + broken.stated;
  if (!broken.expected.empty()) text += ", not " + broken.expected;
  return text;
}

std::string Placed(const BrokenRule& broken) {
  return broken.place.empty() ? broken.rule : fmt::format("{} ({})", broken.rule, broken.place);
}

// Nothing if no fatal rule is broken.
std::optional<Failure> Fatal(const std::vector<BrokenRule>& rules) {
  Failure::Values values;
  std::size_t count = 0;
  for (const BrokenRule& broken : rules) {
    if (broken.severity != BrokenRule::Severity::kFatal) continue;
    if (++count <= kShownRulesMax) values.emplace_back(Placed(broken), Explained(broken));
  }
  if (count == 0) return std::nullopt;
  return Failure{Failure::Kind::kPrecondition, "EINVOICE_RULES",
                 fmt::format("The document breaks {} of the rules of its standard.", count),
                 std::move(values)};
}

bool StatesDiscounts(const einvoice::Invoice& document) {
  if (!document.terms) return false;
  const auto& [text, steps, irregular_lines] = *document.terms;
  return std::any_of(steps.begin(), steps.end(),
                     [](const auto& step) { return step.percent.sign() != 0; }) ||
         (steps.empty() && !irregular_lines.empty());
}

std::vector<Notice> NoticesOf(const einvoice::Invoice& document,
                              const std::vector<BrokenRule>& rules) {
  std::vector<Notice> notices;
  if (!document.due_date) {
    notices.push_back({"DUE_DATE_ASSUMED",
                       "The document states no due date (BT-9): it is due on the last day of its "
                       "longest discount, else on its issue date."});
  }
  if (StatesDiscounts(document) && !TermsOf(document)) {
    notices.push_back({"DISCOUNTS_NOT_TAKEN_OVER",
                       "The discounts that the document states (BT-20) are not ours: what is taken "
                       "off stays open until it is credited."});
  }
  if (document.type_code == "384" && document.preceding_invoices.empty()) {
    notices.push_back({"CORRECTS_ANOTHER",
                       "It names no invoice that it replaces (BG-3): what it is meant to replace "
                       "stays open until it is credited."});
  }
  for (const BrokenRule& broken : rules) {
    if (broken.severity == BrokenRule::Severity::kWarning) {
      notices.push_back({broken.rule, Placed(broken) + ": " + Explained(broken) + "."});
    }
  }
  return notices;
}

SourceDocument SourceOf(std::string_view document, einvoice::Syntax syntax) {
  eventlog::Sha256 hash;
  const eventlog::Hash sha256 = hash(document);
  return {syntax == einvoice::Syntax::kUbl ? DocumentSyntax::kUbl : DocumentSyntax::kCii,
          std::string(sha256.begin(), sha256.end())};
}

}  // namespace

Expected<ReadInvoice, Failure> ReadDocument(std::string_view document) {
  if (document.size() > kDocumentBytesMax) return Unexpected{TooLarge(document.size())};
  const auto read = einvoice::ReadDocument(document, kLimits);
  if (!read) return Unexpected{read.error()};
  const std::vector<BrokenRule> rules = einvoice::Check(read->invoice);
  if (auto fatal = Fatal(rules)) return Unexpected{*std::move(fatal)};
  ReadInvoice invoice{ContentOf(read->invoice), read->invoice.seller,
                      NoticesOf(read->invoice, rules)};
  invoice.content.details.source = SourceOf(document, read->syntax);
  invoice.content.content_digest = ContentDigest(invoice.content);
  return invoice;
}

}  // namespace recourse::invoicing
