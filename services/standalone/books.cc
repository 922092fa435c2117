#include "services/standalone/books.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "services/invoicing/domain/credit_invariant.h"
#include "services/invoicing/domain/ledger_invariant.h"
#include "services/invoicing/domain/postings.h"

namespace recourse::standalone {
namespace {

using invoicing::ChartAccount;
using invoicing::DisputedMarked;
using invoicing::DisputedReleased;
using invoicing::Invoice;
using invoicing::InvoiceBalance;
using invoicing::ItemKind;
using invoicing::LedgerEvent;
using invoicing::PaymentAllocation;
using invoicing::Posting;
using invoicing::SetOffPart;

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

std::vector<std::string> Ids(const std::vector<PaymentAllocation>& allocations, ItemKind kind) {
  std::vector<std::string> ids;
  for (const PaymentAllocation& each : allocations) {
    if (each.kind == kind) ids.push_back(each.item_id);
  }
  return ids;
}

// Both sides of a set-off.
std::vector<std::string> Ids(const std::string& invoice_id, const std::vector<SetOffPart>& parts) {
  std::vector<std::string> ids{invoice_id};
  for (const SetOffPart& part : parts) ids.push_back(part.invoice_id);
  return ids;
}

// The items of a kind whose balances change, in the order of the event's own balances.
std::vector<std::string> Touched(const LedgerEvent& event, ItemKind kind) {
  return std::visit(
      [&](const auto& happened) -> std::vector<std::string> {
        if constexpr (requires { happened.allocations; }) {
          return Ids(happened.allocations, kind);
        } else if constexpr (requires { happened.cleared; }) {
          if (kind == ItemKind::kInvoice) return Ids(happened.invoice_id, happened.cleared);
        } else if constexpr (requires { happened.set_off_id; }) {
          if (kind == ItemKind::kInvoice) return Ids(happened.invoice_id, happened.reopened);
        } else if constexpr (requires { happened.reopened; }) {
          return Ids(happened.reopened, kind);
        } else if constexpr (requires { happened.source; }) {
          const bool balanced = requires { happened.balances; };
          const bool of_invoice = happened.source.kind == invoicing::RefundSourceKind::kInvoice;
          if (balanced && of_invoice && kind == ItemKind::kInvoice) {
            return {happened.source.item_id};
          }
        } else if constexpr (requires { happened.charge_balances; }) {
          if (kind == ItemKind::kCharge) return {happened.charge_id};
        } else if constexpr (requires { happened.balances; }) {
          if (kind == ItemKind::kInvoice) return {happened.invoice_id};
        }
        return {};
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
  if (auto fault = WrongBalances(event)) return fault;
  return WrongChargeBalances(event);
}

Fault Books::Close() const {
  if (auto fault = invoicing::BrokenInvariant(ledger_)) return fault;
  if (auto fault = invoicing::BrokenCredits(ledger_)) return fault;
  if (auto fault = invoicing::BrokenCancellations(ledger_)) return fault;
  for (const auto& [payment_id, discounts] : ledger_.discounts) {
    if (!ledger_.reversals.contains(payment_id)) continue;
    return fmt::format("payment {} was reversed, its discounts were not", payment_id);
  }
  return invoicing::BrokenInterest(ledger_);
}

Fault Books::Post(const LedgerEvent& event) {
  const std::vector<Posting> postings = invoicing::Postings(event);
  if (auto fault = Unbalanced(postings)) return fault;
  for (const Posting& posting : postings) {
    const Money none{0, posting.amount.currency};
    if (posting.account == ChartAccount::kCharges) {
      Money& charge = charges_.try_emplace(std::string(posting.item), none).first->second;
      charge = charge + posting.amount;
    }
    if (posting.account != ChartAccount::kReceivable) continue;
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
  const std::vector<std::string> touched = Touched(event, ItemKind::kInvoice);
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
  return Differs(of("what is cleared and open"), invoice.Cleared() + invoice.open, invoice.amount);
}

Fault Books::WrongChargeBalances(const LedgerEvent& event) const {
  const std::vector<std::string> touched = Touched(event, ItemKind::kCharge);
  const auto told = std::visit(
      [](const auto& happened) -> std::vector<invoicing::ChargeBalance> {
        if constexpr (requires { happened.charge_balances; }) return happened.charge_balances;
        return {};
      },
      event);
  if (told.size() != touched.size()) {
    return Wrong("charge_balances", fmt::format("{} entries", told.size()),
                 fmt::format("{}", touched.size()));
  }
  for (std::size_t i = 0; i < touched.size(); ++i) {
    if (told[i].charge_id != touched[i]) {
      return Wrong("charge_balances.charge_id", told[i].charge_id, touched[i]);
    }
    const auto of = [&](const char* field) { return fmt::format("{} of {}", field, touched[i]); };
    const Money& open = ledger_.charges.at(touched[i]).open;
    if (auto fault = Differs(of("charge_balances.open"), told[i].open, open)) return fault;
    if (auto fault = Differs(of("postings"), charges_.at(touched[i]), open)) return fault;
  }
  return std::nullopt;
}

}  // namespace recourse::standalone
