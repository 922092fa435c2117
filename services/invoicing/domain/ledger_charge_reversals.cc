#include <algorithm>

#include "libs/base/check.h"
#include "services/invoicing/domain/ledger_rules.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

// Nothing that was paid or waived of the charge is taken back before its own day.
Date FirstDay(const Charge& charge) {
  Date first = std::max(charge.effective, charge.waived_on);
  for (const ChargePayment& paid : charge.paid_by) first = std::max(first, paid.effective);
  return first;
}

}  // namespace

LedgerDecision Decide(const ReverseCharge& reversal, const Ledger& ledger, Instant now) {
  const auto found = FindCharge(reversal.charge_id, ledger);
  if (!found) return Unexpected{found.error()};
  const Charge& charge = **found;
  if (charge.reversed) {
    const bool is_same = charge.reversed->effective == reversal.effective &&
                         charge.reversed->reason == reversal.reason;
    if (is_same) return LedgerEvents{};
    return Refuse(kReversedOtherwise, {{"charge_id", reversal.charge_id},
                                       {"effective_date", ToString(charge.reversed->effective)}});
  }
  if (auto broken = BrokenByDay("effective_date", reversal.effective, FirstDay(charge), now)) {
    return *std::move(broken);
  }
  if (auto broken = BrokenByReason(reversal.reason)) return *std::move(broken);
  if (auto broken = BrokenByLimit(reversal, charge)) return *std::move(broken);
  return LedgerEvents{ChargeReversed{reversal.charge_id,
                                     charge.invoice_id,
                                     charge.amount,
                                     reversal.effective,
                                     reversal.reason,
                                     charge.waived,
                                     {charge.paid_by.rbegin(), charge.paid_by.rend()},
                                     {{reversal.charge_id, Money{0, charge.amount.currency}}},
                                     reversal.control}};
}

// Of several parts that one payment paid on one day, the last is given back first.
void Release(const std::string& charge_id, const ChargePayment& released, Ledger& ledger) {
  ClearCharge(charge_id, -released.amount, &Receivable::paid, ledger);
  auto& paid_by = ExistingCharge(charge_id, ledger).paid_by;
  const auto paid = std::find_if(paid_by.rbegin(), paid_by.rend(), [&](const auto& each) {
    return each.payment_id == released.payment_id && each.effective == released.effective;
  });
  CHECK(paid != paid_by.rend());
  paid->amount = paid->amount - released.amount;
  std::erase_if(paid_by, [](const ChargePayment& each) { return each.amount.minor_units == 0; });

  Payment& payment = ledger.payments.at(released.payment_id);
  payment.unapplied = payment.unapplied + released.amount;
  auto& allocations = payment.allocations;
  const auto cleared =
      std::find_if(allocations.rbegin(), allocations.rend(), [&](const auto& each) {
        return each.kind == ItemKind::kCharge && each.item_id == charge_id &&
               each.effective == released.effective;
      });
  CHECK(cleared != allocations.rend());
  cleared->amount = cleared->amount - released.amount;
  std::erase_if(allocations, [](const auto& each) { return each.amount.minor_units == 0; });
}

void Apply(const ChargeReversed& reversed, Ledger& ledger) {
  const std::string& id = reversed.charge_id;
  if (reversed.unwaived.minor_units != 0) {
    ClearCharge(id, -reversed.unwaived, &Receivable::waived, ledger);
  }
  for (const ChargePayment& released : reversed.released) Release(id, released, ledger);
  ChangeCharge(id, -reversed.amount, ledger);
  Charge& charge = ExistingCharge(id, ledger);
  charge.reversed = ChargeReversal{reversed.amount, reversed.effective, reversed.reason};
  if (!charge.interest) return;
  charge.interest.reset();
  const auto& charges = Existing(charge.invoice_id, ledger).charges;
  const bool bears = std::any_of(charges.begin(), charges.end(), [&](const std::string& each) {
    return ExistingCharge(each, ledger).interest.has_value();
  });
  if (!bears) ledger.interest_bearing.erase(charge.invoice_id);
}

}  // namespace recourse::invoicing
