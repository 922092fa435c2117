#pragma once

#include <rapidcheck.h>

#include <string>

#include "services/invoicing/domain/ledger_kit.h"

// Random ids, days and amounts, few of each, so that commands meet; and commands about charges.
namespace recourse::invoicing {

// From `least` to below `bound`, evenly in every run: rapidcheck alone would begin with small ones.
inline int Pick(int least, int bound) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(least, bound));
}

inline std::string AnyId(char kind, int count) { return kind + std::to_string(Pick(0, count)); }

inline Money AnyMoney(int least) {
  const Money money = Eur(Pick(least, 60));
  return Pick(0, 5) == 0 ? Usd(money.minor_units) : money;
}

inline Date AnyDay() { return Day(Pick(-5, 120)); }

// By contract or by a table that steps; one of an invoice most of the time.
inline AssessInterest AnyInterest(const std::string& invoice_id) {
  InterestTerms terms;
  terms.rate = calendar::Rate{Pick(1, 900'000)};
  terms.rounding = Pick(0, 2) == 0 ? Rounding::kOnce : Rounding::kEachSegment;
  AssessInterest assess{
      "h" + invoice_id, invoice_id, ChargeKind::kLateInterest, {"law", {}, ""}, terms,
      std::nullopt,     Day(30),    Day(Pick(31, 200))};
  if (Pick(0, 3) > 0) return assess;
  assess.charge_id = "t" + invoice_id;
  assess.kind = ChargeKind::kCreditInterest;
  assess.terms.rate = TableRate{"base", 500'000};
  assess.table = *calendar::RateTable::Make(
      "base", 1, "test", {{Day(1), Day(70), {10'000}}, {Day(71), Day(300), {280'000}}});
  return assess;
}

inline AssessCharge AnyCharge(const std::string& invoice_id) {
  const Entitlement entitlement{"terms", Day(1), "told"};
  AssessCharge assess{AnyId('f', 6), invoice_id, ChargeKind::kFixedFee,
                      AnyMoney(0),   AnyDay(),   entitlement};
  if (Pick(0, 2) == 0) assess.kind = ChargeKind::kCosts;
  if (Pick(0, 3) == 0) assess.amount = PercentageOfOpen{Pick(1, 500'000)};
  return assess;
}

// Two circumstances that overlap, end sooner or later, or never were.
inline FreezeCharges AnyFreeze() {
  FreezeCharges freeze{AnyId('m', 2), std::nullopt};
  if (Pick(0, 4) == 0) return freeze;
  freeze.freeze = ChargeFreeze{
      "", "law", {ChargeKind::kLateInterest}, Pick(0, 3) == 0, Day(Pick(1, 120)), std::nullopt};
  if (Pick(0, 2) == 0) freeze.freeze->kinds.push_back(ChargeKind::kCreditInterest);
  if (Pick(0, 3) > 0) freeze.freeze->through = freeze.freeze->from + Days(Pick(0, 60));
  return freeze;
}

inline std::string AnyChargeId(const std::string& invoice_id) {
  switch (Pick(0, 3)) {
    case 0:
      return "h" + invoice_id;
    case 1:
      return "t" + invoice_id;
    default:
      return AnyId('f', 6);
  }
}

inline LedgerCommand AnyChargeCommand(const std::string& invoice_id) {
  switch (Pick(0, 8)) {
    case 5:
      return AnyFreeze();
    case 0:
      return AnyCharge(invoice_id);
    case 1:
    case 2:
      return AnyInterest(invoice_id);
    case 3:
      return ReverseWaiver{AnyId('v', 9), AnyDay(), ""};
    case 4:
      return ReverseCharge{AnyChargeId(invoice_id), Day(Pick(100, 300)), ""};
    default:
      return WaiveCharge{AnyId('v', 9), AnyChargeId(invoice_id), Eur(Pick(0, 9)),
                         Day(Pick(100, 300)), ""};
  }
}

}  // namespace recourse::invoicing
