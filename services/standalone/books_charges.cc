#include "services/standalone/books.h"

// What the ledger's fold could not take of charges, or would take and be wrong.
namespace recourse::standalone {

using invoicing::Charge;
using invoicing::ChargeAssessed;
using invoicing::ChargePayment;
using invoicing::ChargeReversed;
using invoicing::ChargeSegment;
using invoicing::ChargeWaived;
using invoicing::InterestAssessed;
using invoicing::WaiverReversed;

Fault Books::Misfit(const ChargeAssessed& assessed) const {
  if (ledger_.charges.contains(assessed.charge_id)) {
    return Wrong("charge_id", assessed.charge_id, "an id without a charge");
  }
  return Misplaced(assessed.invoice_id, "amount", assessed.amount);
}

Fault Books::Misfit(const InterestAssessed& assessed) const {
  if (auto fault = Misplaced(assessed.invoice_id, "total", assessed.total)) return fault;
  const Currency& currency = assessed.total.currency;
  const auto known = ledger_.charges.find(assessed.charge_id);
  Money before{0, currency};
  if (known != ledger_.charges.end()) {
    if (known->second.invoice_id != assessed.invoice_id || !known->second.interest) {
      return Wrong("charge_id", assessed.charge_id, "interest of the same invoice");
    }
    before = known->second.amount;
  }
  if (auto fault = Foreign("change", assessed.change, currency)) return fault;
  if (auto fault = Differs("change", assessed.change, assessed.total - before)) return fault;
  Money sum{0, currency};
  for (const ChargeSegment& segment : assessed.segments) {
    if (auto fault = Foreign("segments.amount", segment.amount, currency)) return fault;
    sum = sum + segment.amount;
  }
  if (auto fault = Differs("total", assessed.total, sum)) return fault;
  if (auto fault = Foreign("unwaived", assessed.unwaived, currency)) return fault;
  const Charge* const charge = known == ledger_.charges.end() ? nullptr : &known->second;
  return Misreleased(assessed.released, charge, currency);
}

Fault Books::Misreleased(const std::vector<ChargePayment>& released, const Charge* charge,
                         const Currency& currency) const {
  for (const ChargePayment& each : released) {
    if (auto fault = Mispaid(each.payment_id)) return fault;
    if (auto fault = Foreign("released.amount", each.amount, currency)) return fault;
    const auto paid = charge == nullptr ? std::vector<ChargePayment>() : charge->paid_by;
    const bool had_paid = std::any_of(paid.begin(), paid.end(), [&](const ChargePayment& had) {
      return had.payment_id == each.payment_id && had.effective == each.effective;
    });
    if (!had_paid) return Wrong("released.payment_id", each.payment_id, "one that had paid it");
  }
  return std::nullopt;
}

Fault Books::Misfit(const ChargeReversed& reversed) const {
  if (auto fault = Mischarged(reversed.charge_id, "amount", reversed.amount)) return fault;
  const Charge& charge = ledger_.charges.at(reversed.charge_id);
  if (charge.reversed || charge.invoice_id != reversed.invoice_id) {
    return Wrong("charge_id", reversed.charge_id, "a charge of the same invoice in force");
  }
  if (auto fault = Differs("amount", reversed.amount, charge.amount)) return fault;
  if (auto fault = Foreign("unwaived", reversed.unwaived, charge.amount.currency)) return fault;
  if (auto fault = Differs("unwaived", reversed.unwaived, charge.waived)) return fault;
  return Misreleased(reversed.released, &charge, charge.amount.currency);
}

Fault Books::Misfit(const ChargeWaived& waived) const {
  if (ledger_.waivers.contains(waived.waiver_id)) {
    return Wrong("waiver_id", waived.waiver_id, "an id without a waiver");
  }
  return Mischarged(waived.charge_id, "amount", waived.amount);
}

Fault Books::Misfit(const WaiverReversed& reversed) const {
  const auto known = ledger_.waivers.find(reversed.waiver_id);
  if (known == ledger_.waivers.end() || known->second.reversed ||
      known->second.charge_id != reversed.charge_id) {
    return Wrong("waiver_id", reversed.waiver_id, "a waiver of the same charge in force");
  }
  return Mischarged(reversed.charge_id, "amount", reversed.amount);
}

Fault Books::Mischarged(const std::string& charge_id, const char* field,
                        const Money& amount) const {
  const auto known = ledger_.charges.find(charge_id);
  if (known == ledger_.charges.end()) return Wrong("charge_id", charge_id, "a charge");
  return Foreign(field, amount, known->second.amount.currency);
}

}  // namespace recourse::standalone
