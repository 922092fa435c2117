#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

const Entitlement kClause{"terms 2011, 7.2", Day(1), "with the order"};
const Entitlement kStatute{"BGB 288(5)", std::nullopt, ""};

// 100 EUR, due on the 31st day.
const auto kOpen100 = Open({Issued("i1", Eur(100'00))});
const AssessCharge kFee{"c1", "i1", ChargeKind::kFixedFee, Eur(5'00), Day(40), kClause};
const AssessCharge kCosts{"c2", "i1", ChargeKind::kCosts, Eur(8'00), Day(41), kStatute};
const auto kCharged = After(After(kOpen100, kFee), kCosts);

PaymentAllocation OnCharge(const std::string& id, Money amount, Date day) {
  return {id, amount, day, ItemKind::kCharge};
}

TEST(LedgerChargesTest, AFixedChargeIsOwedFromItsDay) {
  Given(kOpen100).When(kFee).Then({ChargeAssessed{"c1",
                                                  "i1",
                                                  ChargeKind::kFixedFee,
                                                  Eur(5'00),
                                                  Day(40),
                                                  kClause,
                                                  std::nullopt,
                                                  {{"c1", Eur(5'00)}}}});
}

TEST(LedgerChargesTest, APercentageIsOfWhatIsOpenAndNotDisputed) {
  auto history = After(kOpen100, RecordPayment{"p1", Eur(19'99), Day(35), {}});
  history = After(history, MarkDisputed{"d1", "i1", Eur(30'00), Day(36)});
  Given(history)
      .When(AssessCharge{"c1", "i1", ChargeKind::kPercentage, PercentageOfOpen{50'000}, Day(40),
                         kClause})
      .Then({ChargeAssessed{"c1",
                            "i1",
                            ChargeKind::kPercentage,
                            Eur(2'50),  // 5 % of 50.01.
                            Day(40),
                            kClause,
                            ChargeBasis{Eur(50'01), 50'000, ""},
                            {{"c1", Eur(2'50)}}}});
}

TEST(LedgerChargesTest, ACompensationIsThatOfTheStatute) {
  const CompensationTariff tariff{"de-business", "BGB 288(5)", Day(1), {{Eur(1), Eur(40'00)}}};
  Given(kOpen100)
      .When(AssessCharge{"c1", "i1", ChargeKind::kCompensation, tariff, Day(40), kStatute})
      .Then({ChargeAssessed{"c1",
                            "i1",
                            ChargeKind::kCompensation,
                            Eur(40'00),
                            Day(40),
                            kStatute,
                            ChargeBasis{Eur(100'00), 0, "de-business"},
                            {{"c1", Eur(40'00)}}}});
}

TEST(LedgerChargesTest, APaymentClearsThePartsOfADebtInTheOrderInForce) {
  // BGB 367(1): costs, then what is owed for being late, then the invoice.
  Given(kCharged)
      .When(RecordPayment{"p1", Eur(20'00), Day(50), {}})
      .Then({PaymentRecorded{"p1",
                             Eur(20'00),
                             Day(50),
                             {},
                             {OnCharge("c2", Eur(8'00), Day(50)),
                              OnCharge("c1", Eur(5'00), Day(50)),
                              {"i1", Eur(7'00), Day(50)}},
                             Eur(0),
                             false,
                             {{"i1", Eur(93'00), Eur(0)}},
                             {{"c2", Eur(0)}, {"c1", Eur(0)}}}});
  // GK 319: penalties last.
  RecordPayment payment{"p1", Eur(20'00), Day(50), {}};
  payment.order = PartOrder::kPenaltiesLast;
  Given(kCharged).When(payment).Then(
      {PaymentRecorded{"p1",
                       Eur(20'00),
                       Day(50),
                       {},
                       {OnCharge("c2", Eur(8'00), Day(50)), {"i1", Eur(12'00), Day(50)}},
                       Eur(0),
                       false,
                       {{"i1", Eur(88'00), Eur(0)}},
                       {{"c2", Eur(0)}},
                       PartOrder::kPenaltiesLast}});
}

TEST(LedgerChargesTest, AChargeCanBeDesignatedAndIsClearedFromItsDay) {
  const std::vector<PaymentDesignation> designations{{"c1", Eur(5'00), ItemKind::kCharge}};
  Given(kCharged)
      .When(RecordPayment{"p1", Eur(5'00), Day(35), designations})
      .Then({PaymentRecorded{"p1",
                             Eur(5'00),
                             Day(35),
                             designations,
                             {OnCharge("c1", Eur(5'00), Day(40))},
                             Eur(0),
                             false,
                             {},
                             {{"c1", Eur(0)}}}});
}

TEST(LedgerChargesTest, AChargeOutlivesItsInvoice) {
  auto history = After(kCharged, RecordPayment{"p1", Eur(100'00), Day(45), {{"i1", Eur(100'00)}}});
  Given(history)
      .When(RecordPayment{"p2", Eur(9'00), Day(50), {}})
      .Then(
          {PaymentRecorded{"p2",
                           Eur(9'00),
                           Day(50),
                           {},
                           {OnCharge("c2", Eur(8'00), Day(50)), OnCharge("c1", Eur(1'00), Day(50))},
                           Eur(0),
                           false,
                           {},
                           {{"c2", Eur(0)}, {"c1", Eur(4'00)}}}});
}

TEST(LedgerChargesTest, AReversedPaymentReopensCharges) {
  Given(After(kCharged, RecordPayment{"p1", Eur(20'00), Day(50), {}}))
      .When(ReversePayment{"p1", ReversalCause::kBounced, Day(55), ""})
      .Then({PaymentReversed{"p1",
                             Eur(20'00),
                             ReversalCause::kBounced,
                             Day(55),
                             "",
                             {OnCharge("c2", Eur(8'00), Day(55)),
                              OnCharge("c1", Eur(5'00), Day(55)),
                              {"i1", Eur(7'00), Day(55)}},
                             Eur(0),
                             {{"i1", Eur(100'00), Eur(0)}},
                             {{"c2", Eur(8'00)}, {"c1", Eur(5'00)}}}});
}

TEST(LedgerChargesTest, WhatIsWaivedIsNotOpenUntilItIsAskedForAgain) {
  const WaiveCharge waive{"w1", "c1", Eur(3'00), Day(60), "goodwill"};
  Given(kCharged).When(waive).Then(
      {ChargeWaived{"w1", "c1", Eur(3'00), Day(60), "goodwill", {{"c1", Eur(2'00)}}}});
  const auto waived = After(kCharged, waive);
  Given(waived).When(waive).ThenNothing();
  const ReverseWaiver reversal{"w1", Day(61), "it broke its word"};
  Given(waived).When(reversal).Then(
      {WaiverReversed{"w1", "c1", Eur(3'00), Day(61), "it broke its word", {{"c1", Eur(5'00)}}}});
  Given(After(waived, reversal)).When(reversal).ThenNothing();
}

TEST(LedgerChargesTest, AskedAgainNothingHappens) {
  Given(kCharged).When(kFee).ThenNothing();
  const AssessCharge percentage{"c3",    "i1",   ChargeKind::kPercentage, PercentageOfOpen{10'000},
                                Day(42), kClause};
  Given(After(kCharged, percentage)).When(percentage).ThenNothing();
}

}  // namespace
}  // namespace recourse::invoicing
