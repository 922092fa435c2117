#include "services/invoicing/domain/allocation.h"
#include "services/invoicing/domain/differences.h"
#include "services/invoicing/domain/ledger_rules.h"
#include "services/invoicing/domain/reopening.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

Differences DifferencesOf(const ApplyPayment& asked, const PaymentApplication& known) {
  return Differences()
      .Shown("payment", known.payment_id, asked.payment_id)
      .Shown("effective_date", known.effective, asked.effective)
      .Named("designations", asked.designations == known.designations)
      .Named("allocation_order", asked.order == known.order);
}

}  // namespace

LedgerDecision Decide(const ApplyPayment& application, const Ledger& ledger, Instant now) {
  const auto known = ledger.applications.find(application.application_id);
  if (known != ledger.applications.end()) {
    const Differences differences = DifferencesOf(application, known->second);
    if (differences.none()) return LedgerEvents{};
    return Refuse(kApplicationIdReused,
                  differences.With({{"payment_id", known->second.payment_id},
                                    {"effective_date", ToString(known->second.effective)}}));
  }
  const Failure::Values named{{"payment_id", application.payment_id}};
  const auto found = ledger.payments.find(application.payment_id);
  if (found == ledger.payments.end()) return Refuse(kUnknownPayment, named);
  const Payment& payment = found->second;
  if (auto broken = BrokenByDay("effective_date", application.effective, payment.effective, now)) {
    return *std::move(broken);
  }
  if (ledger.reversals.contains(application.payment_id)) return Refuse(kPaymentIsReversed, named);
  if (payment.unapplied.minor_units == 0) return Refuse(kNothingUnapplied, named);
  if (auto broken = BrokenByDesignations(payment.unapplied, application.designations, ledger)) {
    return *std::move(broken);
  }
  // What came in time has taken the discount, whenever it is put where it belongs.
  Allocated allocated = Allocate(payment.unapplied, payment.effective, application.effective,
                                 application.designations, application.order, ledger);
  if (allocated.allocations.empty()) {
    return Refuse(kNothingToClear, {{"unapplied", ToString(payment.unapplied)}});
  }
  const std::size_t cleared = payment.allocations.size() + allocated.allocations.size();
  if (cleared > kPaymentAllocationsMax) {
    return Refuse(kTooManyAllocations, {{"allocations", std::to_string(cleared)}});
  }
  LedgerEvents events{PaymentApplied{
      application.application_id, application.payment_id, application.effective,
      application.designations, std::move(allocated.allocations), allocated.rest,
      std::move(allocated.balances), std::move(allocated.charge_balances), application.order}};
  TakeDiscounts(application.payment_id, allocated, ledger, events);
  return events;
}

void Apply(const PaymentApplied& applied, Ledger& ledger) {
  ledger.applications.emplace(applied.application_id,
                              PaymentApplication{applied.payment_id, applied.effective,
                                                 applied.designations, applied.order});
  Payment& payment = ledger.payments.at(applied.payment_id);
  payment.allocations.insert(payment.allocations.end(), applied.allocations.begin(),
                             applied.allocations.end());
  DropWhatIsNothing(applied.allocations, payment);
  payment.unapplied = applied.unapplied;
  ClearPaid(applied.payment_id, applied.allocations, ledger);
}

}  // namespace recourse::invoicing
