#include "services/invoicing/domain/allocation.h"
#include "services/invoicing/domain/differences.h"
#include "services/invoicing/domain/ledger_rules.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

Differences DifferencesOf(const RecordPayment& asked, const Payment& known) {
  return Differences()
      .Shown("amount", known.amount, asked.amount)
      .Shown("effective_date", known.effective, asked.effective)
      .Named("designations", asked.designations == known.designations)
      .Named("imported", asked.imported == known.imported)
      .Named("allocation_order", asked.order == known.order);
}

}  // namespace

LedgerDecision Decide(const RecordPayment& payment, const Ledger& ledger, Instant now) {
  const auto known = ledger.payments.find(payment.payment_id);
  if (known != ledger.payments.end()) {
    const bool converted = ledger.conversions.contains(payment.payment_id);
    const Differences differences =
        DifferencesOf(payment, known->second).Named("made by a conversion", !converted);
    if (differences.none()) return LedgerEvents{};
    return Refuse(kPaymentIdReused,
                  differences.With({{"amount", ToString(known->second.amount)},
                                    {"effective_date", ToString(known->second.effective)}}));
  }
  if (auto broken = BrokenByAmount("amount", payment.amount)) return *std::move(broken);
  if (auto broken = BrokenByDay("effective_date", payment.effective, now)) {
    return *std::move(broken);
  }
  if (auto broken = BrokenByDesignations(payment.amount, payment.designations, ledger)) {
    return *std::move(broken);
  }
  Allocated allocated = Allocate(payment.amount, payment.effective, payment.effective,
                                 payment.designations, payment.order, ledger);
  LedgerEvents events;
  events.emplace_back(PaymentRecorded{
      payment.payment_id, payment.amount, payment.effective, payment.designations,
      std::move(allocated.allocations), allocated.rest, payment.imported,
      std::move(allocated.balances), std::move(allocated.charge_balances), payment.order});
  TakeDiscounts(payment.payment_id, allocated, ledger, events);
  return events;
}

void Apply(const PaymentRecorded& recorded, Ledger& ledger) {
  ledger.payments.emplace(
      recorded.payment_id,
      Payment{recorded.amount, recorded.effective, recorded.unapplied, recorded.allocations,
              recorded.designations, recorded.imported, recorded.order});
  ClearPaid(recorded.payment_id, recorded.allocations, ledger);
}

}  // namespace recourse::invoicing
