#include "services/invoicing/views/statement_of_account.h"

#include <algorithm>
#include <tuple>

#include "libs/base/check.h"
#include "libs/base/overloaded.h"

namespace recourse::invoicing {

void StatementOfAccount::Add(const LedgerEvent& event) {
  if (std::holds_alternative<InvoiceWrittenOff>(event)) return;
  if (std::holds_alternative<WriteOffReversed>(event)) return;
  Learn(event);
  const auto* const credit = std::get_if<CreditNoteIssued>(&event);
  std::vector<StatementEntry> entries;
  for (const Posting& posting : Postings(event)) {
    if (posting.effective <= through_) Enter(posting, entries);
  }
  for (StatementEntry& entry : entries) {
    if (entry.amount.minor_units == 0) continue;
    if (credit != nullptr) entry.credit_note_id = credit->credit_note_id;
    lines_[entry.amount.currency].entries.push_back(std::move(entry));
  }
}

void StatementOfAccount::Learn(const LedgerEvent& event) {
  std::visit(
      Overloaded{
          [&](const InvoiceIssued& issued) {
            const InvoiceContent& content = issued.content;
            facts_[{BookItem::kInvoice, issued.invoice_id}] = {content.number, content.issue_date,
                                                               content.due_date, content.amount};
          },
          [&](const ChargeAssessed& assessed) {
            facts_[{BookItem::kCharge, assessed.charge_id}] = {"", assessed.effective,
                                                               assessed.effective, assessed.amount};
          },
          [&](const InterestAssessed& assessed) {
            facts_[{BookItem::kCharge, assessed.charge_id}] = {"", assessed.through,
                                                               assessed.through, assessed.total};
          },
          [&](const DisputedMarked& marked) {
            facts_[{BookItem::kInvoice, marked.invoice_id}].claimed[marked.dispute_id] =
                marked.claimed.minor_units;
          },
          [&](const DisputedReleased& released) {
            facts_[{BookItem::kInvoice, released.invoice_id}].claimed.erase(released.dispute_id);
          },
          [&](const DueDateExtended& extended) {
            facts_[{BookItem::kInvoice, extended.invoice_id}].extensions[extended.extension_id] = {
                extended.due, extended.for_aging};
          },
          [&](const DueDateExtensionRevoked& revoked) {
            facts_[{BookItem::kInvoice, revoked.invoice_id}].extensions.erase(revoked.extension_id);
          },
          [](const auto&) {}},
      event);
}

Date StatementOfAccount::Facts::DueDay() const {
  Date latest = due;
  for (const auto& [id, extended] : extensions) latest = std::max(latest, extended.due);
  return latest;
}

Date StatementOfAccount::Facts::AgingDueDay() const {
  Date latest = due;
  for (const auto& [id, extended] : extensions) {
    if (extended.for_aging) latest = std::max(latest, extended.due);
  }
  return latest;
}

namespace {

// What an event makes of one item on one day is one entry.
void AddTo(std::vector<StatementEntry>& entries, StatementEntry&& entry) {
  for (StatementEntry& other : entries) {
    if (std::tie(other.day, other.kind, other.item_kind, other.item_id, other.amount.currency) !=
        std::tie(entry.day, entry.kind, entry.item_kind, entry.item_id, entry.amount.currency)) {
      continue;
    }
    other.amount = other.amount + entry.amount;
    return;
  }
  entries.push_back(std::move(entry));
}

}  // namespace

void StatementOfAccount::Enter(const Posting& posting, std::vector<StatementEntry>& entries) {
  const Currency currency = posting.amount.currency;
  CurrencyStatement& line = lines_[currency];
  line.opening.currency = currency;
  const Key key{ItemOf(posting.account), std::string(posting.item)};
  const auto kind = KindOf(posting.account);
  if (!kind) {
    Money& open = open_[key];
    open.currency = currency;
    open = open + posting.amount;
  } else if (posting.effective < from_) {
    line.opening = line.opening - posting.amount;
  } else {
    AddTo(entries, {posting.effective, *kind, key.first, key.second, -posting.amount, {}, {}});
  }
}

std::size_t StatementOfAccount::size() const {
  std::size_t size = static_cast<std::size_t>(std::count_if(
      open_.begin(), open_.end(), [](const auto& item) { return item.second.minor_units != 0; }));
  for (const auto& [currency, line] : lines_) size += line.entries.size();
  return size;
}

std::vector<CurrencyStatement> StatementOfAccount::Lines() const {
  std::map<Currency, CurrencyStatement> lines = lines_;
  for (auto& [currency, line] : lines) {
    std::stable_sort(
        line.entries.begin(), line.entries.end(),
        [](const StatementEntry& a, const StatementEntry& b) { return a.day < b.day; });
    line.closing = line.opening;
    for (StatementEntry& entry : line.entries) {
      line.closing = line.closing + entry.amount;
      entry.balance = line.closing;
    }
    for (Money& amount : line.aging) amount.currency = currency;
  }
  for (const auto& [key, open] : open_) {
    if (open.minor_units == 0) continue;
    CurrencyStatement& line = lines.at(open.currency);
    if (key.first == BookItem::kPayment) {
      line.unapplied.push_back({key.second, -open});
      continue;
    }
    line.open_items.push_back(ItemOfKey(key, open));
    const Date due = facts_.at(key).AgingDueDay();
    Money& aged = line.aging[static_cast<std::size_t>(BucketOf(due, through_))];
    aged = aged + open;
  }
  std::vector<CurrencyStatement> all;
  for (auto& [currency, line] : lines) {
    Money balance{0, currency};
    for (const Money& amount : line.aging) balance = balance + amount;
    for (const StatementCash& cash : line.unapplied) balance = balance - cash.unapplied;
    CHECK(balance == line.closing);
    std::sort(line.open_items.begin(), line.open_items.end(),
              [](const StatementItem& a, const StatementItem& b) {
                return std::tie(a.due, a.kind, a.id) < std::tie(b.due, b.kind, b.id);
              });
    all.push_back(std::move(line));
  }
  return all;
}

const std::string& StatementOfAccount::NumberOf(const std::string& invoice_id) const {
  return facts_.at({BookItem::kInvoice, invoice_id}).number;
}

StatementItem StatementOfAccount::ItemOfKey(const Key& key, const Money& open) const {
  const auto found = facts_.find(key);
  CHECK(found != facts_.end());
  const Facts& facts = found->second;
  std::int64_t claimed = 0;
  for (const auto& [dispute_id, minor_units] : facts.claimed) claimed += minor_units;
  const std::int64_t disputed = std::max(std::int64_t{0}, std::min(claimed, open.minor_units));
  return {key.first,      key.second,   facts.number, facts.date,
          facts.DueDay(), facts.amount, open,         {disputed, open.currency}};
}

}  // namespace recourse::invoicing
