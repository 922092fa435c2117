#include <algorithm>

#include "libs/base/check.h"
#include "services/invoicing/domain/accrual.h"
#include "services/invoicing/domain/differences.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

Differences DifferencesOf(const AssessInterest& asked, const Charge& known) {
  Differences differences;
  differences.Shown("invoice", known.invoice_id, asked.invoice_id)
      .Named("kind", known.interest && asked.kind == known.kind)
      .Named("entitlement", asked.entitlement == known.entitlement);
  if (!known.interest) return differences;
  return differences.Named("terms", asked.terms == known.interest->terms)
      .Shown("from", known.interest->from, asked.from);
}

BrokenRule BrokenByDays(const AssessInterest& assess, const Invoice& invoice, Instant now) {
  if (assess.from < invoice.issue_date) {
    return Refuse(kBeforeIssueDate,
                  {{"from", ToString(assess.from)}, {"issue_date", ToString(invoice.issue_date)}});
  }
  return BrokenByDay("through", assess.through, assess.from, now);
}

// The same days bear interest of one kind once.
BrokenRule BrokenByOthers(const AssessInterest& assess, const Invoice& invoice,
                          const Ledger& ledger) {
  for (const std::string& charge_id : invoice.charges) {
    const Charge& other = ledger.charges.at(charge_id);
    if (charge_id == assess.charge_id || !other.interest || other.kind != assess.kind) continue;
    if (assess.from > other.interest->through || other.interest->from > assess.through) continue;
    return Refuse(kInterestOverlaps, {{"charge_id", charge_id},
                                      {"from", ToString(other.interest->from)},
                                      {"through", ToString(other.interest->through)}});
  }
  return std::nullopt;
}

}  // namespace

LedgerDecision Decide(const AssessInterest& assess, const Ledger& ledger, Instant now) {
  const auto found = FindIssued(assess.invoice_id, ledger);
  if (!found) return Unexpected{found.error()};
  const Invoice& invoice = **found;
  const auto known = ledger.charges.find(assess.charge_id);
  const bool is_new = known == ledger.charges.end();
  if (!is_new) {
    const Differences differences = DifferencesOf(assess, known->second);
    if (!differences.none()) {
      return Refuse(kChargeIdReused,
                    differences.With({{"invoice_id", known->second.invoice_id},
                                      {"amount", ToString(known->second.amount)}}));
    }
    if (assess.through <= known->second.interest->through) return LedgerEvents{};
  }
  if (auto broken = BrokenByDays(assess, invoice, now)) return *std::move(broken);
  if (auto broken = BrokenByOthers(assess, invoice, ledger)) return *std::move(broken);
  if (is_new && invoice.charges.size() == kChargesMax) {
    return Refuse(kTooManyCharges, {{"charges", std::to_string(kChargesMax)}});
  }
  const auto interest =
      Accrue(invoice, assess.kind, {assess.terms, assess.table, assess.from, assess.through, {}},
             ledger.freezes);
  if (!interest) return Unexpected{interest.error()};
  const Money none{0, invoice.amount.currency};
  const Money change = is_new ? interest->total : interest->total - known->second.amount;
  if (is_new && change.minor_units == 0) {
    return Refuse(kNothingToCharge,
                  {{"from", ToString(assess.from)}, {"through", ToString(assess.through)}});
  }
  // Days are only added; but a newer table may know lower rates than what has been cleared by.
  const Money open = is_new ? change : known->second.open + change;
  if (open.minor_units < 0) {
    return Refuse(kNotComputed,
                  {{"reason", "LESS_THAN_CLEARED"}, {"total", ToString(interest->total)}});
  }
  return LedgerEvents{InterestAssessed{.charge_id = assess.charge_id,
                                       .invoice_id = assess.invoice_id,
                                       .kind = assess.kind,
                                       .entitlement = assess.entitlement,
                                       .terms = assess.terms,
                                       .table = assess.table,
                                       .from = assess.from,
                                       .through = assess.through,
                                       .segments = SegmentsOf(*interest),
                                       .total = interest->total,
                                       .change = change,
                                       .corrected = false,
                                       .unwaived = none,
                                       .unwaived_on = {},
                                       .released = {},
                                       .charge_balances = {{assess.charge_id, open}}}};
}

void Apply(const InterestAssessed& assessed, Ledger& ledger) {
  const auto [at, is_new] = ledger.charges.try_emplace(assessed.charge_id);
  Charge& charge = at->second;
  if (is_new) {
    charge.Start({0, assessed.total.currency});
    charge.invoice_id = assessed.invoice_id;
    charge.kind = assessed.kind;
    charge.entitlement = assessed.entitlement;
    Existing(assessed.invoice_id, ledger).charges.push_back(assessed.charge_id);
    ledger.interest_bearing.insert(assessed.invoice_id);
  }
  charge.effective = assessed.through;
  charge.interest = InterestAccrual{assessed.terms, assessed.table, assessed.from, assessed.through,
                                    assessed.segments};
  ChangeCharge(assessed.charge_id, assessed.change, ledger);
  if (assessed.unwaived.minor_units > 0) {
    ClearCharge(assessed.charge_id, -assessed.unwaived, &Receivable::waived, ledger);
  }
  for (const ChargePayment& released : assessed.released) {
    Release(assessed.charge_id, released, ledger);
  }
}

}  // namespace recourse::invoicing
