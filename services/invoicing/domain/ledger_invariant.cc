#include "services/invoicing/domain/ledger_invariant.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "services/invoicing/domain/accrual.h"

namespace recourse::invoicing {
namespace {

using Found = std::optional<std::string>;

Found BrokenBalance(const std::string& id, const Invoice& invoice) {
  if (invoice.status != Invoice::Status::kIssued) {
    const bool moved = invoice.paid.minor_units != 0 || invoice.credited.minor_units != 0 ||
                       invoice.set_off.minor_units != 0 || invoice.discounted.minor_units != 0 ||
                       invoice.written_off.minor_units != 0 || invoice.refunded.minor_units != 0 ||
                       invoice.open.minor_units != 0;
    if (moved) return fmt::format("invoice {} is not issued, yet money moved on it", id);
    return std::nullopt;
  }
  const Money& set_off = invoice.set_off;
  const Money& written_off = invoice.written_off;
  if (invoice.waived.minor_units != 0) return fmt::format("invoice {}: something is waived", id);
  const Money& discounted = invoice.discounted;
  if (invoice.amount != invoice.Cleared() + invoice.open) {
    return fmt::format(
        "invoice {}: {} is not paid {} + credited {} + set off {} + discounted {} + refunded {} + "
        "written off {} + open {}",
        id, ToString(invoice.amount), ToString(invoice.paid), ToString(invoice.credited),
        ToString(set_off), ToString(discounted), ToString(invoice.refunded), ToString(written_off),
        ToString(invoice.open));
  }
  for (const Money& part :
       {invoice.paid, invoice.credited, discounted, written_off, -invoice.refunded}) {
    if (part.minor_units < 0) {
      return fmt::format("invoice {}: less than nothing, {}, was cleared", id, ToString(part));
    }
  }
  // In the customer's favour nothing but set-offs and refunds clears, and they take from below
  // zero.
  const bool debit = invoice.amount.minor_units > 0;
  const bool wrong = debit ? invoice.open.minor_units < 0 || set_off.minor_units < 0 ||
                                 invoice.refunded.minor_units != 0
                           : invoice.open.minor_units > 0 ||
                                 invoice.open != invoice.amount - set_off - invoice.refunded;
  if (wrong) {
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
    const bool is_debt = invoice.open.minor_units > 0 || invoice.open_charges > 0;
    if (is_debt) {
      ++open;
      if (!ledger.open_by_due.contains({invoice.DueDay(), id})) {
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

// Each payment that stayed is all on items or unapplied, and what is paid of items came from
// payments.
Found BrokenCash(const Ledger& ledger) {
  using Item = std::pair<ItemKind, std::string>;
  std::map<Item, std::int64_t> unexplained;
  for (const auto& [id, invoice] : ledger.invoices) {
    unexplained[{ItemKind::kInvoice, id}] = invoice.paid.minor_units;
  }
  for (const auto& [id, charge] : ledger.charges) {
    unexplained[{ItemKind::kCharge, id}] = charge.paid.minor_units;
  }
  for (const auto& [id, payment] : ledger.payments) {
    Money left = payment.amount - payment.unapplied - payment.refunded - payment.converted;
    for (const PaymentAllocation& allocation : payment.allocations) {
      left = left - allocation.amount;
      unexplained[{allocation.kind, allocation.item_id}] -= allocation.amount.minor_units;
    }
    if (ledger.reversals.contains(id) ? left != payment.amount : left.minor_units != 0) {
      return fmt::format("payment {}: {} of it is nowhere", id, ToString(left));
    }
  }
  for (const auto& [item, minor_units] : unexplained) {
    if (minor_units == 0) continue;
    return fmt::format("{} {}: {} minor units were paid by nobody",
                       item.first == ItemKind::kCharge ? "charge" : "invoice", item.second,
                       minor_units);
  }
  return std::nullopt;
}

// What was credited, set off, discounted and written off of invoices is what credit notes,
// set-offs, discounts and write-offs say.
Found BrokenAdjustments(const Ledger& ledger) {
  std::unordered_map<std::string, std::int64_t> unexplained;  // By invoice.
  for (const auto& [id, invoice] : ledger.invoices) {
    unexplained[id] =
        (invoice.credited + invoice.set_off + invoice.discounted + invoice.written_off).minor_units;
  }
  for (const auto& [id, credit] : ledger.credit_notes) {
    unexplained[credit.invoice_id] -= credit.amount.minor_units;
  }
  for (const auto& [payment_id, discounts] : ledger.discounts) {
    for (const Discount& each : discounts) unexplained[each.invoice_id] -= each.amount.minor_units;
  }
  for (const auto& [id, write_off] : ledger.write_offs) {
    if (!write_off.reversed) unexplained[write_off.invoice_id] -= write_off.amount.minor_units;
  }
  for (const auto& [id, set_off] : ledger.set_offs) {
    if (set_off.reversed) continue;
    for (const SetOffPart& part : set_off.cleared) {
      unexplained[part.invoice_id] -= part.amount.minor_units;
      unexplained[set_off.invoice_id] += part.amount.minor_units;
    }
  }
  for (const auto& [id, minor_units] : unexplained) {
    if (minor_units != 0) {
      return fmt::format(
          "invoice {}: credit notes, set-offs, discounts and write-offs differ from it by {}", id,
          minor_units);
    }
  }
  return std::nullopt;
}

// What is set aside or was sent of payments and invoices is what refunds say.
Found BrokenRefunds(const Ledger& ledger) {
  using Source = std::pair<RefundSourceKind, std::string>;
  std::map<Source, std::int64_t> unexplained;
  for (const auto& [id, invoice] : ledger.invoices) {
    unexplained[{RefundSourceKind::kInvoice, id}] = -invoice.refunded.minor_units;
  }
  for (const auto& [id, payment] : ledger.payments) {
    unexplained[{RefundSourceKind::kPayment, id}] = payment.refunded.minor_units;
    const bool reversed = ledger.reversals.contains(id);
    if (reversed ? payment.unapplied != -payment.refunded : payment.unapplied.minor_units < 0) {
      return fmt::format("payment {}: {} of it is unapplied", id, ToString(payment.unapplied));
    }
  }
  for (const auto& [id, refund] : ledger.refunds) {
    if (!refund.InForce()) continue;
    unexplained[{refund.source.kind, refund.source.item_id}] -= refund.amount.minor_units;
  }
  for (const auto& [source, minor_units] : unexplained) {
    if (minor_units == 0) continue;
    return fmt::format("{} {}: refunds differ from it by {}",
                       source.first == RefundSourceKind::kInvoice ? "invoice" : "payment",
                       source.second, minor_units);
  }
  return std::nullopt;
}

// What payments have become in other currencies is what conversions that stand say, and each of
// those made one payment.
Found BrokenConversions(const Ledger& ledger) {
  std::map<std::string, std::int64_t> unexplained;  // By payment.
  for (const auto& [id, payment] : ledger.payments) {
    unexplained[id] = payment.converted.minor_units;
  }
  for (const auto& [id, conversion] : ledger.conversions) {
    const auto made = ledger.payments.find(id);
    if (made == ledger.payments.end() || made->second.amount != conversion.converted) {
      return fmt::format("conversion {}: it made no payment of {}", id,
                         ToString(conversion.converted));
    }
    if (ledger.reversals.contains(id)) continue;
    unexplained[conversion.payment_id] -= conversion.amount.minor_units;
  }
  for (const auto& [id, minor_units] : unexplained) {
    if (minor_units == 0) continue;
    return fmt::format("payment {}: conversions differ from it by {}", id, minor_units);
  }
  return std::nullopt;
}

Found BrokenCharge(const std::string& id, const Charge& charge) {
  const auto& [amount, paid, credited, set_off, discounted, waived, refunded, written_off, open] =
      static_cast<const Receivable&>(charge);
  const Money never[] = {credited, set_off, discounted, refunded, written_off};
  if (amount != paid + waived + open ||
      std::any_of(std::begin(never), std::end(never),
                  [](const Money& part) { return part.minor_units != 0; })) {
    return fmt::format("charge {}: {} is not paid {} + waived {} + open {}", id, ToString(amount),
                       ToString(paid), ToString(waived), ToString(open));
  }
  if (std::min({paid, waived, open}).minor_units < 0) {
    return fmt::format("charge {}: a part of it is below zero", id);
  }
  Money by_payments{0, amount.currency};
  for (const ChargePayment& each : charge.paid_by) by_payments = by_payments + each.amount;
  if (by_payments != paid) {
    return fmt::format("charge {}: {} was paid of it, by its payments {}", id, ToString(paid),
                       ToString(by_payments));
  }
  return std::nullopt;
}

// Each charge is one of its invoice, which knows how many of them are open.
Found BrokenCharges(const Ledger& ledger) {
  for (const auto& [id, charge] : ledger.charges) {
    if (auto broken = BrokenCharge(id, charge)) return broken;
  }
  std::size_t listed = 0;
  for (const auto& [id, invoice] : ledger.invoices) {
    listed += invoice.charges.size();
    const auto open = std::count_if(
        invoice.charges.begin(), invoice.charges.end(),
        [&](const auto& each) { return ledger.charges.at(each).open.minor_units > 0; });
    if (open != invoice.open_charges) {
      return fmt::format("invoice {}: {} of its charges are open, not {}", id, open,
                         invoice.open_charges);
    }
  }
  if (listed != ledger.charges.size()) return "a charge belongs to no invoice, or to two";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> BrokenInvariant(const Ledger& ledger) {
  for (const auto& [id, invoice] : ledger.invoices) {
    if (auto broken = BrokenBalance(id, invoice)) return broken;
  }
  if (auto broken = BrokenOrders(ledger)) return broken;
  if (auto broken = BrokenCash(ledger)) return broken;
  if (auto broken = BrokenAdjustments(ledger)) return broken;
  if (auto broken = BrokenRefunds(ledger)) return broken;
  if (auto broken = BrokenConversions(ledger)) return broken;
  return BrokenCharges(ledger);
}

std::optional<std::string> BrokenInterest(const Ledger& ledger) {
  for (const auto& [id, charge] : ledger.charges) {
    if (!charge.interest) continue;
    const auto interest =
        Accrue(*ledger.Find(charge.invoice_id), charge.kind, *charge.interest, ledger.freezes);
    if (!interest) return fmt::format("charge {}: its interest cannot be computed", id);
    if (interest->total != charge.amount) {
      return fmt::format("charge {}: {} is charged, its terms make {}", id, ToString(charge.amount),
                         ToString(interest->total));
    }
  }
  return std::nullopt;
}

}  // namespace recourse::invoicing
