#include <gtest/gtest.h>

#include "libs/wire/golden.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

void ExpectGolden(const LedgerEvent& event) {
  wire::ExpectGolden<LedgerAggregate>("services/invoicing/codec/golden", event);
}

const std::vector<ChargeBalance> kBalances{{"c1", Eur(7'00)}};

TEST(ChargeGoldenTest, ChargeAssessed) {
  ExpectGolden(ChargeAssessed{"c1",
                              "i1",
                              ChargeKind::kPercentage,
                              Eur(2'50),
                              Day(40),
                              {"terms 7.2", Day(1), "with the order"},
                              ChargeBasis{Eur(50'01), 50'000, "de-business"},
                              kBalances});
}

TEST(ChargeGoldenTest, InterestAssessed) {
  InterestAssessed event;
  event.charge_id = "c1";
  event.invoice_id = "i1";
  event.kind = ChargeKind::kCreditInterest;
  event.entitlement = {"BGB 288(2)", std::nullopt, ""};
  event.terms.rate = TableRate{"base", 90'000, ReferenceDay::kBeforeHalfYear, RateDay::kLastDay};
  event.terms.day_count = calendar::DayCount::kThirtyE360;
  event.terms.compounding = Compounding::kEvery30Days;
  event.terms.rounding = Rounding::kEachSegment;
  event.terms.mode = RoundingMode::kTruncated;
  event.terms.years_max = 1;
  event.table = *calendar::RateTable::Make("base", 3, "its bank", {{Day(1), Day(90), {-8'800}}});
  event.from = Day(32);
  event.through = Day(61);
  event.segments = {
      {Day(32), Day(61), 30, {81'200}, "base", 3, Eur(360'00), "1/2", "1/12", "243", Eur(2'43)}};
  event.total = Eur(2'43);
  event.change = Eur(-57);
  event.corrected = true;
  event.unwaived = Eur(7);
  event.unwaived_on = Day(62);
  event.released = {{"p1", Eur(50), Day(63)}};
  event.charge_balances = kBalances;
  ExpectGolden(event);
}

TEST(ChargeGoldenTest, ChargeWaived) {
  ExpectGolden(ChargeWaived{"w1", "c1", Eur(3'00), Day(60), "goodwill", kBalances});
}

TEST(ChargeGoldenTest, WaiverReversed) {
  ExpectGolden(WaiverReversed{"w1", "c1", Eur(3'00), Day(61), "it broke its word", kBalances});
}

TEST(ChargeGoldenTest, ChargeReversed) {
  ExpectGolden(ChargeReversed{"c1",
                              "i1",
                              Eur(9'00),
                              Day(70),
                              "of another customer",
                              Eur(3'00),
                              {{"p1", Eur(2'00), Day(63)}},
                              {{"c1", Eur(0)}},
                              {"ok1", Eur(5'00), 2}});
}

// Which of a charge and an invoice an item is, in events that are older than charges.
TEST(ChargeGoldenTest, ChargesAreReadBackFromPayments) {
  const PaymentRecorded payment{
      "p1",
      Eur(20'00),
      Day(50),
      {{"c2", Eur(1'00), ItemKind::kCharge}},
      {{"c2", Eur(8'00), Day(50), ItemKind::kCharge}, {"i1", Eur(12'00), Day(50)}},
      Eur(0),
      false,
      {{"i1", Eur(88'00), Eur(0)}},
      {{"c2", Eur(0)}}};
  const auto encoded = LedgerAggregate::Encode(payment);
  EXPECT_EQ(LedgerAggregate::Decode(encoded.type, encoded.payload), LedgerEvent(payment));
}

}  // namespace
}  // namespace recourse::invoicing
