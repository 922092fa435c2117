#include "services/invoicing/domain/ledger_invariant.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace recourse::invoicing {
namespace {

using Found = std::optional<std::string>;

Found BrokenBalance(const std::string& id, const Invoice& invoice) {
  if (invoice.status != Invoice::Status::kIssued) {
    const bool moved = invoice.paid.minor_units != 0 || invoice.credited.minor_units != 0 ||
                       invoice.open.minor_units != 0;
    if (moved) return fmt::format("invoice {} is not issued, yet money moved on it", id);
    return std::nullopt;
  }
  if (invoice.amount != invoice.paid + invoice.credited + invoice.open) {
    return fmt::format("invoice {}: {} is not paid {} + credited {} + open {}", id,
                       ToString(invoice.amount), ToString(invoice.paid), ToString(invoice.credited),
                       ToString(invoice.open));
  }
  const bool debit = invoice.amount.minor_units > 0;
  if (debit ? invoice.open.minor_units < 0 : invoice.open != invoice.amount) {
    return fmt::format("invoice {}: {} is open of {}", id, ToString(invoice.open),
                       ToString(invoice.amount));
  }
  const std::int64_t least =
      std::max<std::int64_t>(0, std::min(invoice.Claimed(), invoice.open).minor_units);
  if (invoice.Disputed().minor_units != least) {
    return fmt::format("invoice {}: {} is disputed of {} open and {} claimed", id,
                       ToString(invoice.Disputed()), ToString(invoice.open),
                       ToString(invoice.Claimed()));
  }
  return std::nullopt;
}

// The orders must hold one entry for each invoice that belongs in them, and no other.
Found BrokenOrders(const Ledger& ledger) {
  std::size_t open = 0;
  std::size_t numbered = 0;
  std::size_t disputes = 0;
  for (const auto& [id, invoice] : ledger.invoices) {
    if (invoice.open.minor_units > 0) {
      ++open;
      if (!ledger.open_by_due.contains({invoice.due_date, id})) {
        return fmt::format("invoice {} is open, yet not in the order by due date", id);
      }
    }
    if (invoice.status != Invoice::Status::kRefused) {
      ++numbered;
      const auto held = ledger.invoice_by_number.find(invoice.number);
      if (held == ledger.invoice_by_number.end() || held->second != id) {
        return fmt::format("invoice {} does not hold its number {}", id, invoice.number);
      }
    }
    for (const Claim& claim : invoice.claims) {
      ++disputes;
      const auto named = ledger.invoice_by_dispute.find(claim.dispute_id);
      if (named == ledger.invoice_by_dispute.end() || named->second != id) {
        return fmt::format("dispute {} does not name its invoice {}", claim.dispute_id, id);
      }
    }
  }
  if (open != ledger.open_by_due.size() || numbered != ledger.invoice_by_number.size() ||
      disputes != ledger.invoice_by_dispute.size()) {
    return "an order by due date, number or dispute names what does not exist";
  }
  return std::nullopt;
}

Found BrokenCash(const Ledger& ledger) {
  std::map<Currency, std::int64_t> left;  // Received, less what is on invoices or unapplied.
  for (const auto& [id, payment] : ledger.payments) {
    left[payment.amount.currency] += payment.amount.minor_units - payment.unapplied.minor_units;
  }
  for (const auto& [id, invoice] : ledger.invoices) {
    left[invoice.amount.currency] -= invoice.paid.minor_units;
  }
  for (const auto& [currency, minor_units] : left) {
    if (minor_units != 0) {
      return fmt::format("{} of what was received is nowhere",
                         ToString(Money{minor_units, currency}));
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> BrokenInvariant(const Ledger& ledger) {
  for (const auto& [id, invoice] : ledger.invoices) {
    if (auto broken = BrokenBalance(id, invoice)) return broken;
  }
  if (auto broken = BrokenOrders(ledger)) return broken;
  return BrokenCash(ledger);
}

}  // namespace recourse::invoicing
