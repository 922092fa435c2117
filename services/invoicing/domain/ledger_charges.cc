#include "libs/base/overloaded.h"
#include "services/invoicing/domain/accrual.h"
#include "services/invoicing/domain/allocation.h"
#include "services/invoicing/domain/differences.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

constexpr std::int64_t kMillion = 1'000'000;

// A percentage and a tariff are known again as such, whatever they came to.
bool IsSameAmount(const AssessCharge& asked, const Charge& known) {
  const Money& amount_then = known.reversed ? known.reversed->amount : known.amount;
  return std::visit(
      Overloaded{[&](const Money& amount) { return !known.basis && amount == amount_then; },
                 [&](const PercentageOfOpen& percentage) {
                   return known.basis && known.basis->millionths == percentage.millionths;
                 },
                 [&](const CompensationTariff& tariff) {
                   return known.basis && known.basis->tariff == tariff.name;
                 }},
      asked.amount);
}

Differences DifferencesOf(const AssessCharge& asked, const Charge& known) {
  Differences differences;
  differences.Shown("invoice", known.invoice_id, asked.invoice_id)
      .Named("kind", !known.interest && asked.kind == known.kind)
      .Shown("effective_date", known.effective, asked.effective)
      .Named("entitlement", asked.entitlement == known.entitlement);
  const Money* const amount = std::get_if<Money>(&asked.amount);
  if (amount == nullptr || known.basis) {
    return differences.Named("amount", IsSameAmount(asked, known));
  }
  return differences.Shown("amount", known.reversed ? known.reversed->amount : known.amount,
                           *amount);
}

struct Computed {
  Money amount;
  std::optional<ChargeBasis> basis;
};

Expected<Computed, Refusal<LedgerRule>> Compute(const AssessCharge& assess,
                                                const Invoice& invoice) {
  const Money debt = BaseOn(invoice, assess.effective);
  using Result = Expected<Computed, Refusal<LedgerRule>>;
  return std::visit(
      Overloaded{
          [&](const Money& amount) -> Result {
            return Computed{amount, std::nullopt};
          },
          [&](const PercentageOfOpen& percentage) -> Result {
            const auto units =
                Rounded(Fraction(debt.minor_units) * Fraction::Of(percentage.millionths, kMillion),
                        RoundingMode::kHalfUp);
            if (!units) {
              return Refuse(kAmountTooLarge, {{"debt", ToString(debt)}});
            }
            return Computed{{*units, debt.currency}, ChargeBasis{debt, percentage.millionths, ""}};
          },
          [&](const CompensationTariff& tariff) -> Result {
            const auto sum = CompensationFor(tariff, debt);
            if (!sum) return NotComputed(sum.error());
            return Computed{*sum, ChargeBasis{debt, 0, tariff.name}};
          }},
      assess.amount);
}

BrokenRule BrokenByCharge(const AssessCharge& assess, const Computed& computed,
                          const Invoice& invoice) {
  if (computed.basis && computed.amount.minor_units == 0) {
    return Refuse(kNothingToCharge, {{"debt", ToString(computed.basis->debt)}});
  }
  if (auto broken = BrokenByAmount("amount", computed.amount)) return broken;
  if (computed.amount.currency != invoice.amount.currency) {
    return Refuse(kCurrencyDiffers, {{"amount", ToString(computed.amount)},
                                     {"currency", std::string(invoice.amount.currency.code())}});
  }
  if (invoice.charges.size() == kChargesMax) {
    return Refuse(kTooManyCharges, {{"charges", std::to_string(kChargesMax)}});
  }
  if (assess.effective < invoice.issue_date) {
    return Refuse(kBeforeIssueDate, {{"effective_date", ToString(assess.effective)},
                                     {"issue_date", ToString(invoice.issue_date)}});
  }
  return std::nullopt;
}

BrokenRule BrokenByFreeze(const AssessCharge& assess, const Invoice& invoice,
                          const ChargeFreezes& freezes) {
  for (const FrozenDays& frozen : FrozenOf(invoice, assess.kind, freezes)) {
    if (!frozen.Has(assess.effective)) continue;
    return Refuse(kChargesFrozen,
                  {{"effective_date", ToString(assess.effective)},
                   {"from", ToString(frozen.from)},
                   {"through", frozen.through ? ToString(*frozen.through) : "open"}});
  }
  return std::nullopt;
}

Differences DifferencesOf(const WaiveCharge& asked, const Waiver& known) {
  return Differences()
      .Shown("charge", known.charge_id, asked.charge_id)
      .Shown("amount", known.amount, asked.amount)
      .Shown("effective_date", known.effective, asked.effective)
      .Named("reason", asked.reason == known.reason);
}

BrokenRule BrokenByWaiver(const WaiveCharge& waive, const Charge& charge, Instant now) {
  if (auto broken = BrokenByAmount("amount", waive.amount)) return broken;
  if (waive.amount.currency != charge.amount.currency) {
    return Refuse(kCurrencyDiffers, {{"amount", ToString(waive.amount)},
                                     {"currency", std::string(charge.amount.currency.code())}});
  }
  if (auto broken = BrokenByDay("effective_date", waive.effective, charge.effective, now)) {
    return broken;
  }
  if (auto broken = BrokenByReason(waive.reason)) return broken;
  if (waive.amount > charge.open) {
    return Refuse(kMoreThanOpen,
                  {{"amount", ToString(waive.amount)}, {"open", ToString(charge.open)}});
  }
  return std::nullopt;
}

}  // namespace

LedgerDecision Decide(const AssessCharge& assess, const Ledger& ledger, Instant now) {
  const auto found = FindIssued(assess.invoice_id, ledger);
  if (!found) return Unexpected{found.error()};
  const Invoice& invoice = **found;
  if (const auto known = ledger.charges.find(assess.charge_id); known != ledger.charges.end()) {
    const Differences differences = DifferencesOf(assess, known->second);
    if (differences.none()) return LedgerEvents{};
    return Refuse(kChargeIdReused, differences.With({{"invoice_id", known->second.invoice_id},
                                                     {"amount", ToString(known->second.amount)}}));
  }
  if (auto broken = BrokenByDay("effective_date", assess.effective, now)) {
    return *std::move(broken);
  }
  const auto computed = Compute(assess, invoice);
  if (!computed) return Unexpected{computed.error()};
  if (auto broken = BrokenByCharge(assess, *computed, invoice)) return *std::move(broken);
  if (auto broken = BrokenByFreeze(assess, invoice, ledger.freezes)) return *std::move(broken);
  return LedgerEvents{ChargeAssessed{assess.charge_id,
                                     assess.invoice_id,
                                     assess.kind,
                                     computed->amount,
                                     assess.effective,
                                     assess.entitlement,
                                     computed->basis,
                                     {{assess.charge_id, computed->amount}}}};
}

LedgerDecision Decide(const WaiveCharge& waive, const Ledger& ledger, Instant now) {
  if (const auto known = ledger.waivers.find(waive.waiver_id); known != ledger.waivers.end()) {
    const Differences differences = DifferencesOf(waive, known->second);
    if (differences.none()) return LedgerEvents{};
    return Refuse(kWaiverIdReused, differences.With({{"charge_id", known->second.charge_id},
                                                     {"amount", ToString(known->second.amount)}}));
  }
  const auto charge = FindCharge(waive.charge_id, ledger);
  if (!charge) return Unexpected{charge.error()};
  if (auto broken = BrokenByWaiver(waive, **charge, now)) return *std::move(broken);
  if (auto broken = BrokenByLimit(waive, ledger)) return *std::move(broken);
  return LedgerEvents{ChargeWaived{waive.waiver_id,
                                   waive.charge_id,
                                   waive.amount,
                                   waive.effective,
                                   waive.reason,
                                   {{waive.charge_id, (*charge)->open - waive.amount}},
                                   waive.control}};
}

LedgerDecision Decide(const ReverseWaiver& reversal, const Ledger& ledger, Instant now) {
  const Failure::Values named{{"waiver_id", reversal.waiver_id}};
  const auto found = ledger.waivers.find(reversal.waiver_id);
  if (found == ledger.waivers.end()) return Refuse(kUnknownWaiver, named);
  const Waiver& known = found->second;
  if (known.reversed) {
    if (*known.reversed == reversal) return LedgerEvents{};
    return Refuse(kReversedOtherwise, {{"waiver_id", reversal.waiver_id},
                                       {"effective_date", ToString(known.reversed->effective)}});
  }
  if (auto broken = BrokenByDay("effective_date", reversal.effective, known.effective, now)) {
    return *std::move(broken);
  }
  if (auto broken = BrokenByReason(reversal.reason)) return *std::move(broken);
  const Charge& charge = ledger.charges.at(known.charge_id);
  // A correction of the interest may have left less of it.
  const Money amount = std::min(known.amount, charge.waived);
  if (amount.minor_units == 0) return Refuse(kNothingWaived, named);
  return LedgerEvents{WaiverReversed{reversal.waiver_id,
                                     known.charge_id,
                                     amount,
                                     reversal.effective,
                                     reversal.reason,
                                     {{known.charge_id, charge.open + amount}}}};
}

void Apply(const ChargeAssessed& assessed, Ledger& ledger) {
  Charge& charge = ledger.charges[assessed.charge_id];
  charge.Start({0, assessed.amount.currency});
  charge.invoice_id = assessed.invoice_id;
  charge.kind = assessed.kind;
  charge.effective = assessed.effective;
  charge.entitlement = assessed.entitlement;
  charge.basis = assessed.basis;
  Existing(assessed.invoice_id, ledger).charges.push_back(assessed.charge_id);
  ChangeCharge(assessed.charge_id, assessed.amount, ledger);
}

void Apply(const ChargeWaived& waived, Ledger& ledger) {
  ledger.waivers.emplace(waived.waiver_id, Waiver{waived.charge_id, waived.amount, waived.effective,
                                                  waived.reason, std::nullopt, waived.control});
  ClearCharge(waived.charge_id, waived.amount, &Receivable::waived, ledger);
  Charge& charge = ExistingCharge(waived.charge_id, ledger);
  charge.waived_on = std::max(charge.waived_on, waived.effective);
}

void Apply(const WaiverReversed& reversed, Ledger& ledger) {
  ledger.waivers.at(reversed.waiver_id).reversed =
      ReverseWaiver{reversed.waiver_id, reversed.effective, reversed.reason};
  ClearCharge(reversed.charge_id, -reversed.amount, &Receivable::waived, ledger);
}

}  // namespace recourse::invoicing
