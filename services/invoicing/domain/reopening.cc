#include "services/invoicing/domain/reopening.h"

#include <algorithm>

namespace recourse::invoicing {

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

BrokenRule BrokenByRefunds(const std::string& payment_id, const Ledger& ledger) {
  if (ledger.payments.at(payment_id).refunded.minor_units == 0) return std::nullopt;
  const RefundSource source{RefundSourceKind::kPayment, payment_id};
  for (const auto& [id, refund] : ledger.refunds) {
    if (refund.source == source && refund.state == RefundState::kRequested) {
      return Refuse(LedgerRule::kRefundPending,
                    {{"refund_id", id}, {"amount", ToString(refund.amount)}});
    }
  }
  return std::nullopt;
}

void Reopen(const std::string& payment_id, const std::vector<PaymentAllocation>& reopened,
            Ledger& ledger) {
  Payment& payment = ledger.payments.at(payment_id);
  payment.unapplied = -payment.refunded;
  payment.allocations.clear();
  for (const auto& [item_id, amount, effective, kind] : reopened) {
    if (kind == ItemKind::kCharge) {
      ClearCharge(item_id, -amount, &Receivable::paid, ledger);
      std::erase_if(ExistingCharge(item_id, ledger).paid_by,
                    [&](const ChargePayment& paid) { return paid.payment_id == payment_id; });
    } else {
      Clear(item_id, -amount, &Receivable::paid, ledger);
      MoveBase(item_id, {effective, amount.minor_units}, ledger);
    }
  }
}

}  // namespace recourse::invoicing
