#include <algorithm>

#include "services/invoicing/domain/ledger_rules.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

bool IsSame(const ReversePayment& asked, const PaymentReversal& known) {
  return asked.cause == known.cause && asked.effective == known.effective &&
         asked.reason == known.reason;
}

// What the payment had cleared, one for each item, in the order in which it had cleared them.
std::vector<PaymentAllocation> Reopened(const Payment& payment, Date effective) {
  std::vector<PaymentAllocation> reopened;
  for (const PaymentAllocation& allocation : payment.allocations) {
    const Date day = std::max(effective, allocation.effective);
    const auto again = std::find_if(reopened.begin(), reopened.end(), [&](const auto& earlier) {
      return earlier.item_id == allocation.item_id && earlier.kind == allocation.kind;
    });
    if (again == reopened.end()) {
      reopened.push_back({allocation.item_id, allocation.amount, day, allocation.kind});
    } else {
      again->amount = again->amount + allocation.amount;
      again->effective = std::max(again->effective, day);
    }
  }
  return reopened;
}

// A refund of the payment of which it is not known whether it was sent.
BrokenRule BrokenByRefunds(const std::string& payment_id, const Payment& payment,
                           const Ledger& ledger) {
  if (payment.refunded.minor_units == 0) return std::nullopt;
  const RefundSource source{RefundSourceKind::kPayment, payment_id};
  for (const auto& [id, refund] : ledger.refunds) {
    if (refund.source == source && refund.state == RefundState::kRequested) {
      return Refuse(kRefundPending, {{"refund_id", id}, {"amount", ToString(refund.amount)}});
    }
  }
  return std::nullopt;
}

}  // namespace

LedgerDecision Decide(const ReversePayment& reversal, const Ledger& ledger, Instant now) {
  const Failure::Values named{{"payment_id", reversal.payment_id}};
  const auto found = ledger.payments.find(reversal.payment_id);
  if (found == ledger.payments.end()) return Refuse(kUnknownPayment, named);
  const Payment& payment = found->second;
  const auto known = ledger.reversals.find(reversal.payment_id);
  if (known != ledger.reversals.end()) {
    if (IsSame(reversal, known->second)) return LedgerEvents{};
    return Refuse(kReversedOtherwise, {{"payment_id", reversal.payment_id},
                                       {"effective_date", ToString(known->second.effective)}});
  }
  if (auto broken = BrokenByDay("effective_date", reversal.effective, payment.effective, now)) {
    return *std::move(broken);
  }
  if (auto broken = BrokenByReason(reversal.reason)) return *std::move(broken);
  if (auto broken = BrokenByRefunds(reversal.payment_id, payment, ledger)) {
    return *std::move(broken);
  }

  PaymentReversed event{reversal.payment_id, payment.amount,
                        reversal.cause,      reversal.effective,
                        reversal.reason,     Reopened(payment, reversal.effective),
                        payment.unapplied,   {}};
  if (payment.refunded.minor_units != 0) event.refunded = payment.refunded;
  for (const PaymentAllocation& part : event.reopened) {
    if (part.kind == ItemKind::kCharge) {
      const Charge& charge = ledger.charges.at(part.item_id);
      event.charge_balances.push_back({part.item_id, charge.open + part.amount});
    } else {
      const Invoice& invoice = *ledger.Find(part.item_id);
      event.balances.push_back(
          BalanceAfter(part.item_id, invoice, -part.amount, invoice.Claimed()));
    }
  }
  return LedgerEvents{std::move(event)};
}

void Apply(const PaymentReversed& reversed, Ledger& ledger) {
  ledger.reversals.emplace(reversed.payment_id,
                           PaymentReversal{reversed.cause, reversed.effective, reversed.reason});
  Payment& payment = ledger.payments.at(reversed.payment_id);
  payment.unapplied = -payment.refunded;
  payment.allocations.clear();
  for (const auto& [item_id, amount, effective, kind] : reversed.reopened) {
    if (kind == ItemKind::kCharge) {
      ClearCharge(item_id, -amount, &Receivable::paid, ledger);
      std::erase_if(ExistingCharge(item_id, ledger).paid_by, [&](const ChargePayment& paid) {
        return paid.payment_id == reversed.payment_id;
      });
    } else {
      Clear(item_id, -amount, &Receivable::paid, ledger);
      MoveBase(item_id, {effective, amount.minor_units}, ledger);
    }
  }
}

}  // namespace recourse::invoicing
