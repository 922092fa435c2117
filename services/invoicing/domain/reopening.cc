#include "services/invoicing/domain/reopening.h"

#include <algorithm>
#include <map>

#include "libs/base/fraction.h"

namespace recourse::invoicing {
namespace {

// The part of `discount` that goes with `part` of the `whole`.
Money ShareOf(const Money& discount, const Money& part, const Money& whole) {
  const auto share = Rounded(
      Fraction::Of(static_cast<Int128>(discount.minor_units) * part.minor_units, whole.minor_units),
      RoundingMode::kHalfUp);
  CHECK(share);
  return {*share, discount.currency};
}

}  // namespace

std::vector<ReleasedPayment> PaidOf(const std::string& invoice_id, Date day, const Ledger& ledger) {
  std::map<std::string, ReleasedPayment> paid;  // In the order of their ids.
  const auto add = [&](const std::string& id, Money ReleasedPayment::*part, const Money& amount,
                       Date effective) {
    const Money none{0, amount.currency};
    auto& sum = paid.try_emplace(id, ReleasedPayment{id, none, none, day}).first->second;
    sum.*part = sum.*part + amount;
    sum.effective = std::max(sum.effective, effective);
  };
  for (const auto& [id, payment] : ledger.payments) {
    for (const PaymentAllocation& each : payment.allocations) {
      if (each.kind != ItemKind::kInvoice || each.item_id != invoice_id) continue;
      add(id, &ReleasedPayment::amount, each.amount, each.effective);
    }
  }
  for (const auto& [id, discounts] : ledger.discounts) {
    for (const Discount& each : discounts) {
      if (each.invoice_id != invoice_id) continue;
      add(id, &ReleasedPayment::discount, each.amount, each.effective);
    }
  }
  std::vector<ReleasedPayment> all;
  for (auto& [id, part] : paid) all.push_back(std::move(part));
  return all;
}

std::vector<ReleasedPayment> LastOf(std::vector<ReleasedPayment> paid, Money needed) {
  std::stable_sort(paid.begin(), paid.end(),
                   [](const auto& a, const auto& b) { return a.effective > b.effective; });
  std::vector<ReleasedPayment> last;
  for (const ReleasedPayment& each : paid) {
    const Money whole = each.amount + each.discount;
    const Money part = std::min(needed, whole);
    if (part.minor_units <= 0) continue;
    const Money discount = ShareOf(each.discount, part, whole);
    last.push_back({each.payment_id, part - discount, discount, each.effective});
    needed = needed - part;
  }
  CHECK(needed.minor_units == 0);
  return last;
}

void Release(const std::string& invoice_id, const ReleasedPayment& released, Ledger& ledger) {
  const auto& [payment_id, amount, discount, effective] = released;
  Payment& payment = ledger.payments.at(payment_id);
  if (amount.minor_units != 0) {
    const std::vector<PaymentAllocation> taken{{invoice_id, -amount, effective}};
    payment.allocations.push_back(taken.front());
    DropWhatIsNothing(taken, payment);
    payment.unapplied = payment.unapplied + amount;
    Clear(invoice_id, -amount, &Receivable::paid, ledger);
    MoveBase(invoice_id, {effective, amount.minor_units}, ledger);
  }
  if (discount.minor_units == 0) return;
  ReduceDiscount(payment_id, invoice_id, discount, ledger);
  Clear(invoice_id, -discount, &Receivable::discounted, ledger);
  MoveBase(invoice_id, {effective, discount.minor_units}, ledger);
}

void DropWhatIsNothing(const std::vector<PaymentAllocation>& applied, Payment& payment) {
  for (const PaymentAllocation& taken : applied) {
    if (taken.amount.minor_units >= 0) continue;
    const auto is_of_it = [&](const PaymentAllocation& each) {
      return each.item_id == taken.item_id && each.kind == taken.kind;
    };
    Money sum{0, taken.amount.currency};
    for (const PaymentAllocation& each : payment.allocations) {
      if (is_of_it(each)) sum = sum + each.amount;
    }
    if (sum.minor_units == 0) std::erase_if(payment.allocations, is_of_it);
  }
}

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
