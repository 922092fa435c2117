#include <algorithm>
#include <optional>
#include <string_view>

#include "services/invoicing/domain/contradictions.h"
#include "services/invoicing/domain/details_rules.h"
#include "services/invoicing/domain/differences.h"
#include "services/invoicing/domain/replacement.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

bool IsNumber(std::string_view text) {
  return !text.empty() && text.size() <= kNumberBytesMax &&
         std::none_of(text.begin(), text.end(),
                      [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

// Only a part of another line may say neither how much nor at what price.
bool IsSaid(const std::string& decimal, const InvoiceLine& line) {
  return IsDecimal(decimal) || (decimal.empty() && !line.details.part_of.empty());
}

BrokenRule BrokenByLine(const InvoiceLine& line, std::size_t index, const Money& payable) {
  const std::string where = "lines[" + std::to_string(index) + "].";
  const Failure::Values amount{{where + "amount", ToString(line.amount)}};
  if (line.amount.currency != payable.currency) return Refuse(kCurrencyDiffers, amount);
  if (IsTooLarge(line.amount)) return Refuse(kAmountTooLarge, amount);
  if (line.description.size() > kTextBytesMax) {
    const std::string bytes = std::to_string(line.description.size());
    return Refuse(kLineMalformed, {{where + "description", bytes + " bytes"}});
  }
  if (line.clause.size() > kClauseBytesMax) {
    return Refuse(kLineMalformed,
                  {{where + "clause", std::to_string(line.clause.size()) + " bytes"}});
  }
  if (!IsSaid(line.quantity, line)) {
    return Refuse(kLineMalformed, {{where + "quantity", line.quantity}});
  }
  if (!IsSaid(line.unit_price, line)) {
    return Refuse(kLineMalformed, {{where + "unit_price", line.unit_price}});
  }
  return BrokenByDetails(line.details, where, payable);
}

BrokenRule BrokenByContent(const InvoiceContent& content) {
  if (IsTooLarge(content.amount)) {
    return Refuse(kAmountTooLarge, {{"amount", ToString(content.amount)}});
  }
  if (!IsNumber(content.number)) return Refuse(kNumberMalformed, {{"number", content.number}});
  if (auto broken = BrokenByYear("due_date", content.due_date)) return broken;
  if (content.due_date < content.issue_date) {
    return Refuse(kDueBeforeIssue, {{"issue_date", ToString(content.issue_date)},
                                    {"due_date", ToString(content.due_date)}});
  }
  if (content.lines.size() > kLinesMax) {
    return Refuse(kTooManyLines, {{"lines", std::to_string(content.lines.size())}});
  }
  for (std::size_t i = 0; i < content.lines.size(); ++i) {
    if (auto broken = BrokenByLine(content.lines[i], i, content.amount)) return broken;
  }
  return BrokenByDetails(content.details, content.amount);
}

// Of what is kept of an invoice for ever; the rest is known by its digest only.
Differences DifferencesOf(const InvoiceContent& asked, const Invoice& known) {
  Differences differences;
  differences.Shown("number", known.number, asked.number)
      .Shown("amount", known.amount, asked.amount)
      .Shown("issue_date", known.issue_date, asked.issue_date)
      .Shown("due_date", known.due_date, asked.due_date)
      .Named("agreement", asked.terms.agreement == known.terms.agreement)
      .Named("payment_terms", asked.terms.payment_terms == known.terms.payment_terms);
  return differences.Named("content: lines, taxes, references or totals", !differences.none());
}

}  // namespace

LedgerDecision Decide(const RequestInvoice& request, const Ledger& ledger, Instant now) {
  const InvoiceContent& content = request.content;
  CHECK(!content.content_digest.empty());
  if (const Invoice* const known = ledger.Find(request.invoice_id)) {
    if (known->content_digest != content.content_digest) {
      return Refuse(kInvoiceIdReused,
                    DifferencesOf(content, *known).With({{"number", known->number}}));
    }
    if (known->status == Invoice::Status::kRefused) {
      return Refuse(kInvoiceWasRefused, {{"reason", known->refused_because}});
    }
    return LedgerEvents{};
  }
  const auto holder = ledger.invoice_by_number.find(content.number);
  if (holder != ledger.invoice_by_number.end()) {
    if (ledger.Find(holder->second)->content_digest == content.content_digest)
      return LedgerEvents{};
    return Refuse(kNumberTaken, {{"number", content.number}, {"invoice_id", holder->second}});
  }
  if (auto broken = BrokenByContent(content)) return *std::move(broken);
  if (!request.is_document) {
    if (auto broken = BrokenByContradiction(content)) return *std::move(broken);
  }
  if (auto broken = BrokenByDay("issue_date", content.issue_date, now)) return *std::move(broken);
  if (auto broken = BrokenByReplacement(content, ledger)) return *std::move(broken);
  auto lowering = LoweringBy(request, ledger);
  if (lowering) {
    if (auto broken = BrokenByLimit(*lowering)) return *std::move(broken);
  }
  return LedgerEvents{InvoiceRequested{request.account, request.invoice_id, content,
                                       request.draft_id, std::move(lowering)}};
}

LedgerDecision Decide(const ConfirmInvoice& confirm, const Ledger& ledger) {
  const Invoice* const invoice = ledger.Find(confirm.invoice_id);
  if (invoice == nullptr) return Refuse(kUnknownInvoice, {{"invoice_id", confirm.invoice_id}});
  switch (invoice->status) {
    case Invoice::Status::kIssued:
      return LedgerEvents{};
    case Invoice::Status::kRefused:
      return Refuse(kInvoiceWasRefused, {{"reason", invoice->refused_because}});
    case Invoice::Status::kRequested:
      break;
  }
  const Money none{0, invoice->amount.currency};
  // What it was to replace may have changed since it was asked for.
  if (BrokenByReplacement(*invoice->requested, ledger)) {
    return LedgerEvents{InvoiceRefused{confirm.invoice_id, invoice->number, "NOT_REPLACEABLE"}};
  }
  const InvoiceIssued issued{
      confirm.invoice_id, *invoice->requested, {{confirm.invoice_id, invoice->amount, none}}};
  LedgerEvents events{issued};
  Replace(issued, ledger, events);
  return events;
}

LedgerDecision Decide(const RefuseInvoice& refuse, const Ledger& ledger) {
  const Invoice* const invoice = ledger.Find(refuse.invoice_id);
  if (invoice == nullptr) return Refuse(kUnknownInvoice, {{"invoice_id", refuse.invoice_id}});
  switch (invoice->status) {
    case Invoice::Status::kIssued:
      return Refuse(kInvoiceIsIssued, {{"invoice_id", refuse.invoice_id}});
    case Invoice::Status::kRefused:
      return LedgerEvents{};
    case Invoice::Status::kRequested:
      break;
  }
  return LedgerEvents{InvoiceRefused{refuse.invoice_id, invoice->number, refuse.reason}};
}

void Apply(const InvoiceRequested& requested, Ledger& ledger) {
  const InvoiceContent& content = requested.content;
  Invoice& invoice = ledger.invoices[requested.invoice_id];
  invoice.number = content.number;
  invoice.content_digest = content.content_digest;
  invoice.issue_date = content.issue_date;
  invoice.due_date = content.due_date;
  invoice.terms = content.terms;
  invoice.Start(content.amount);
  if (requested.lowering && !requested.lowering->by_second_person) {
    invoice.lowered_alone = requested.lowering->together;
  }
  for (const auto& preceding : content.details.preceding) {
    invoice.preceding.push_back(preceding.number);
  }
  invoice.requested = std::make_shared<const InvoiceContent>(content);
  ledger.invoice_by_number.emplace(content.number, requested.invoice_id);
}

void Apply(const InvoiceIssued& issued, Ledger& ledger) {
  Invoice& invoice = Existing(issued.invoice_id, ledger);
  invoice.status = Invoice::Status::kIssued;
  invoice.open = invoice.amount;
  invoice.requested.reset();
  invoice.creditable = CreditableOf(issued.content);
  if (invoice.open.minor_units > 0) {
    ledger.open_by_due.emplace(invoice.due_date, issued.invoice_id);
  }
}

void Apply(const InvoiceRefused& refused, Ledger& ledger) {
  Invoice& invoice = Existing(refused.invoice_id, ledger);
  invoice.status = Invoice::Status::kRefused;
  invoice.refused_because = refused.reason;
  invoice.requested.reset();
  ledger.invoice_by_number.erase(refused.number);
}

}  // namespace recourse::invoicing
