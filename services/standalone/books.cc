#include "services/standalone/books.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "libs/base/overloaded.h"
#include "services/invoicing/domain/ledger_invariant.h"
#include "services/invoicing/domain/postings.h"

namespace recourse::standalone {
namespace {

using invoicing::ChartAccount;
using invoicing::CreditNoteIssued;
using invoicing::DisputedMarked;
using invoicing::DisputedReleased;
using invoicing::Invoice;
using invoicing::InvoiceBalance;
using invoicing::InvoiceIssued;
using invoicing::InvoiceRefused;
using invoicing::InvoiceRequested;
using invoicing::LedgerEvent;
using invoicing::PaymentAllocation;
using invoicing::PaymentRecorded;
using invoicing::Posting;
using Fault = std::optional<std::string>;

Fault Wrong(std::string_view field, std::string_view found, std::string_view expected) {
  return fmt::format("{}: found {}, expected {}", field, found, expected);
}

Fault Differs(std::string_view field, const Money& found, const Money& expected) {
  if (found == expected) return std::nullopt;
  return Wrong(field, ToString(found), ToString(expected));
}

// Sums of such amounts would end the process.
Fault Foreign(std::string_view field, const Money& amount, const Currency& currency) {
  if (amount.currency != currency) return Wrong(field, ToString(amount), currency.code());
  if (amount.minor_units < -kMoneyMax || amount.minor_units > kMoneyMax) {
    return Wrong(field, ToString(amount), "an amount within bounds");
  }
  return std::nullopt;
}

// On each day the postings of an event add up to nothing.
Fault Unbalanced(const std::vector<Posting>& postings) {
  std::map<std::pair<Date, Currency>, std::int64_t> sums;
  for (const Posting& posting : postings) {
    sums[{posting.effective, posting.amount.currency}] += posting.amount.minor_units;
  }
  for (const auto& [key, sum] : sums) {
    if (sum == 0) continue;
    return Wrong(fmt::format("postings of {}", ToString(key.first)),
                 ToString(Money{sum, key.second}), "a sum of zero");
  }
  return std::nullopt;
}

// The invoices whose balances change, in the order of the event's own balances.
std::vector<std::string> Touched(const LedgerEvent& event) {
  using Ids = std::vector<std::string>;
  return std::visit(Overloaded{
                        [](const InvoiceRequested&) { return Ids{}; },
                        [](const InvoiceRefused&) { return Ids{}; },
                        [](const PaymentRecorded& payment) {
                          Ids ids;
                          for (const auto& each : payment.allocations) {
                            ids.push_back(each.invoice_id);
                          }
                          return ids;
                        },
                        [](const auto& of_one) { return Ids{of_one.invoice_id}; },
                    },
                    event);
}

std::vector<InvoiceBalance> BalancesIn(const LedgerEvent& event) {
  return std::visit(
      [](const auto& happened) -> std::vector<InvoiceBalance> {
        if constexpr (requires { happened.balances; }) {
          return happened.balances;
        } else {
          return {};
        }
      },
      event);
}

}  // namespace

Money Books::Item::OpenOf(const Money& claim) const {
  return {std::max<std::int64_t>(0, std::min(claim.minor_units, receivable.minor_units)),
          receivable.currency};
}

Fault Books::Enter(const LedgerEvent& event) {
  const auto misfit = [this](const auto& happened) { return Misfit(happened); };
  if (auto fault = std::visit(misfit, event)) return fault;
  ledger_ = invoicing::LedgerDecider::Evolve(std::move(ledger_), event);
  if (auto fault = Post(event)) return fault;
  if (auto fault = Claim(event)) return fault;
  return WrongBalances(event);
}

Fault Books::Close() const { return invoicing::BrokenInvariant(ledger_); }

Fault Books::Misfit(const InvoiceRequested& requested) const {
  if (ledger_.Find(requested.invoice_id) == nullptr) return std::nullopt;
  return Wrong("invoice_id", requested.invoice_id, "an id without an invoice");
}

Fault Books::Misfit(const InvoiceIssued& issued) const {
  if (auto fault = Misnamed(issued.invoice_id, Invoice::Status::kRequested)) return fault;
  const Money& requested = ledger_.Find(issued.invoice_id)->amount;
  if (auto fault = Foreign("content.amount", issued.content.amount, requested.currency)) {
    return fault;
  }
  return Differs("content.amount", issued.content.amount, requested);
}

Fault Books::Misfit(const InvoiceRefused& refused) const {
  return Misnamed(refused.invoice_id, Invoice::Status::kRequested);
}

Fault Books::Misfit(const PaymentRecorded& payment) const {
  if (ledger_.payments.contains(payment.payment_id)) {
    return Wrong("payment_id", payment.payment_id, "an id without a payment");
  }
  const Currency& currency = payment.amount.currency;
  if (auto fault = Foreign("amount", payment.amount, currency)) return fault;
  if (auto fault = Foreign("unapplied", payment.unapplied, currency)) return fault;
  for (const PaymentAllocation& each : payment.allocations) {
    if (auto fault = Foreign("allocations.amount", each.amount, currency)) return fault;
    if (auto fault = Misplaced(each.invoice_id, "allocations.amount", each.amount)) return fault;
  }
  return std::nullopt;
}

Fault Books::Misfit(const CreditNoteIssued& credit) const {
  if (ledger_.credit_notes.contains(credit.credit_note_id)) {
    return Wrong("credit_note_id", credit.credit_note_id, "an id without a credit note");
  }
  return Misplaced(credit.invoice_id, "amount", credit.amount);
}

Fault Books::Misfit(const DisputedMarked& marked) const {
  if (ledger_.invoice_by_dispute.contains(marked.dispute_id)) {
    return Wrong("dispute_id", marked.dispute_id, "an id without a dispute");
  }
  if (auto fault = Misplaced(marked.invoice_id, "marked", marked.marked)) return fault;
  return Misplaced(marked.invoice_id, "claimed", marked.claimed);
}

Fault Books::Misfit(const DisputedReleased& released) const {
  const auto named = ledger_.invoice_by_dispute.find(released.dispute_id);
  const bool known = named != ledger_.invoice_by_dispute.end();
  if (!known || named->second != released.invoice_id || !claims_.contains(released.dispute_id)) {
    return Wrong("dispute_id", released.dispute_id, "a dispute in force of the same invoice");
  }
  return Misplaced(released.invoice_id, "released", released.released);
}

Fault Books::Misnamed(const std::string& invoice_id, Invoice::Status expected) const {
  const Invoice* const invoice = ledger_.Find(invoice_id);
  if (invoice != nullptr && invoice->status == expected) return std::nullopt;
  const bool issued = expected == Invoice::Status::kIssued;
  return Wrong("invoice_id", invoice_id,
               issued ? "an issued invoice" : "an invoice that waits for its number");
}

Fault Books::Misplaced(const std::string& invoice_id, const char* field,
                       const Money& amount) const {
  if (auto fault = Misnamed(invoice_id, Invoice::Status::kIssued)) return fault;
  return Foreign(field, amount, ledger_.Find(invoice_id)->amount.currency);
}

Fault Books::Post(const LedgerEvent& event) {
  const std::vector<Posting> postings = invoicing::Postings(event);
  if (auto fault = Unbalanced(postings)) return fault;
  for (const Posting& posting : postings) {
    if (posting.account != ChartAccount::kReceivable) continue;
    const Money none{0, posting.amount.currency};
    Item& item = items_.try_emplace(std::string(posting.item), Item{none, none}).first->second;
    item.receivable = item.receivable + posting.amount;
  }
  return std::nullopt;
}

// Takes marks and releases to the claims: a mark is what was open of the claim, a release frees by
// how much the disputed amount falls.
Fault Books::Claim(const LedgerEvent& event) {
  if (const auto* const marked = std::get_if<DisputedMarked>(&event)) {
    Item& item = items_.at(marked->invoice_id);
    claims_.emplace(marked->dispute_id, marked->claimed);
    item.claimed = item.claimed + marked->claimed;
    return Differs("marked", marked->marked, item.OpenOf(marked->claimed));
  }
  if (const auto* const released = std::get_if<DisputedReleased>(&event)) {
    Item& item = items_.at(released->invoice_id);
    const Money before = item.Disputed();
    item.claimed = item.claimed - claims_.extract(released->dispute_id).mapped();
    return Differs("released", released->released, before - item.Disputed());
  }
  return std::nullopt;
}

Fault Books::WrongBalances(const LedgerEvent& event) const {
  const std::vector<std::string> touched = Touched(event);
  const std::vector<InvoiceBalance> told = BalancesIn(event);
  if (told.size() != touched.size()) {
    return Wrong("balances", fmt::format("{} entries", told.size()),
                 fmt::format("{}", touched.size()));
  }
  for (std::size_t i = 0; i < touched.size(); ++i) {
    if (auto fault = WrongBalance(touched[i], told[i])) return fault;
  }
  return std::nullopt;
}

Fault Books::WrongBalance(const std::string& invoice_id, const InvoiceBalance& told) const {
  if (told.invoice_id != invoice_id) {
    return Wrong("balances.invoice_id", told.invoice_id, invoice_id);
  }
  const Invoice& invoice = *ledger_.Find(invoice_id);
  const Item& item = items_.at(invoice_id);
  const auto of = [&](const char* field) { return fmt::format("{} of {}", field, invoice_id); };
  if (auto fault = Differs(of("balances.open"), told.open, invoice.open)) return fault;
  if (auto fault = Differs(of("balances.disputed"), told.disputed, invoice.Disputed())) {
    return fault;
  }
  if (auto fault = Differs(of("postings"), item.receivable, told.open)) return fault;
  if (auto fault = Differs(of("claims"), item.Disputed(), told.disputed)) return fault;
  return Differs(of("paid, credited and open"), invoice.paid + invoice.credited + invoice.open,
                 invoice.amount);
}

}  // namespace recourse::standalone
