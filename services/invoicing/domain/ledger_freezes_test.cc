#include "services/invoicing/domain/ledger_invariant.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

using History = std::vector<LedgerEvent>;

// 36 % a year by 360 days: 10 cents a day on 100.00 EUR.
AssessInterest Interest(int from, int through, ChargeKind kind = ChargeKind::kLateInterest) {
  InterestTerms terms;
  terms.rate = calendar::Rate{360'000};
  terms.day_count = calendar::DayCount::kActual360;
  return {"z1", "i1", kind, {"BGB 288(2)", {}, ""}, terms, std::nullopt, Day(from), Day(through)};
}

ChargeFreeze Moratorium(int from, std::optional<int> through) {
  ChargeFreeze freeze{"",    "decree 497", {ChargeKind::kLateInterest, ChargeKind::kFixedFee},
                      false, Day(from),    std::nullopt};
  if (through) freeze.through = Day(*through);
  return freeze;
}

FreezeCharges Freeze(int from, std::optional<int> through, const std::string& id = "m1") {
  return {id, Moratorium(from, through)};
}
FreezeCharges Unfreeze(const std::string& id = "m1") { return {id, std::nullopt}; }

AssessCharge Fee(int day, ChargeKind kind = ChargeKind::kFixedFee) {
  return {"c1", "i1", kind, Eur(5'00), Day(day), {"terms 7.2", Day(1), "told"}};
}

const History kOpen = Open({Issued("i1", Eur(100'00))});
const History kAssessed = After(kOpen, Interest(32, 51));  // 20 days: 2.00 EUR.

// What is charged after `history`, which adds up.
Money Charged(const History& history) {
  const Ledger ledger = Replay<LedgerDecider>(history);
  EXPECT_EQ(BrokenInvariant(ledger), std::nullopt);
  EXPECT_EQ(BrokenInterest(ledger), std::nullopt);
  return ledger.charges.at("z1").amount;
}

TEST(LedgerFreezesTest, AreSaidOnceAndReplacedWhole) {
  Given(kOpen).When(Freeze(40, 45)).Then({ChargesFrozen{"m1", Moratorium(40, 45)}});
  const History frozen = After(kOpen, Freeze(40, 45));
  Given(frozen).When(Freeze(40, 45)).ThenNothing();
  Given(frozen).When(Freeze(40, {})).Then({ChargesFrozen{"m1", Moratorium(40, {})}});
  Given(frozen).When(Unfreeze()).Then({ChargesUnfrozen{"m1"}});
  Given(kOpen).When(Unfreeze()).ThenNothing();
  Given(After(frozen, Unfreeze())).When(Unfreeze()).ThenNothing();
}

TEST(LedgerFreezesTest, FrozenDaysHaveNoSegment) {
  const History story = After(After(kOpen, Freeze(40, 45)), Interest(32, 51));
  EXPECT_EQ(Charged(story), Eur(1'40));
  const auto& segments = std::get<InterestAssessed>(story.back()).segments;
  ASSERT_EQ(segments.size(), 2U);
  EXPECT_EQ(segments[0].to, Day(39));
  EXPECT_EQ(segments[1].from, Day(46));
}

TEST(LedgerFreezesTest, WhatWasAssessedIsCorrectedInTheSameCommand) {
  const History story = After(kAssessed, Freeze(40, 45));
  ASSERT_EQ(story.size(), kAssessed.size() + 2);
  const auto& corrected = std::get<InterestAssessed>(story.back());
  EXPECT_TRUE(corrected.corrected);
  EXPECT_EQ(corrected.change, Eur(-60));
  EXPECT_EQ(Charged(story), Eur(1'40));
  // The end moves backwards, forwards, and is open; then nothing was ever frozen.
  EXPECT_EQ(Charged(After(story, Freeze(40, 41))), Eur(1'80));
  EXPECT_EQ(Charged(After(story, Freeze(40, 48))), Eur(1'10));
  EXPECT_EQ(Charged(After(story, Freeze(40, {}))), Eur(80));
  EXPECT_EQ(Charged(After(story, Unfreeze())), Eur(2'00));
}

TEST(LedgerFreezesTest, OverlappingOnesFreezeADayOnce) {
  History story = After(After(kAssessed, Freeze(40, 45)), Freeze(44, 47, "m2"));
  EXPECT_EQ(Charged(story), Eur(1'20));
  story = After(story, Unfreeze("m1"));
  EXPECT_EQ(Charged(story), Eur(1'60));
}

TEST(LedgerFreezesTest, DaysThatAreAddedLaterAreFrozenToo) {
  const History frozen = After(kAssessed, Freeze(50, {}));
  EXPECT_EQ(Charged(frozen), Eur(1'80));
  EXPECT_EQ(Charged(After(frozen, Interest(32, 90))), Eur(1'80));
  EXPECT_EQ(Charged(After(After(frozen, Interest(32, 90)), Freeze(50, 80))), Eur(2'80));
}

TEST(LedgerFreezesTest, APaymentOfFrozenDaysStillMovesTheBaseOfTheOthers) {
  const RecordPayment half{"p1", Eur(50'00), Day(41), {{"i1", Eur(50'00)}}};
  // 8 days at 10 cents, 6 frozen, 6 at 5 cents, whichever was told first.
  EXPECT_EQ(Charged(After(After(kAssessed, Freeze(40, 45)), half)), Eur(1'10));
  EXPECT_EQ(Charged(After(After(kAssessed, half), Freeze(40, 45))), Eur(1'10));
}

TEST(LedgerFreezesTest, WhatWasPaidTooMuchIsGivenBack) {
  const RecordPayment paid{"p1", Eur(2'00), Day(60), {{"z1", Eur(2'00), ItemKind::kCharge}}};
  const History story = After(After(kAssessed, paid), Freeze(40, 45));
  EXPECT_EQ(Charged(story), Eur(1'40));
  EXPECT_EQ(Replay<LedgerDecider>(story).payments.at("p1").unapplied, Eur(60));
}

TEST(LedgerFreezesTest, OnlyTheKindsAndClaimsNamedAreFrozen) {
  const History credit = After(kOpen, Interest(32, 51, ChargeKind::kCreditInterest));
  EXPECT_EQ(Charged(After(credit, Freeze(40, 45))), Eur(2'00));
  FreezeCharges arisen_before = Freeze(1, {});
  arisen_before.freeze->arisen_before = true;
  EXPECT_EQ(Charged(After(kAssessed, arisen_before)), Eur(2'00));
  arisen_before.freeze->from = Day(2);  // The invoice is of day 1.
  EXPECT_EQ(Charged(After(kAssessed, arisen_before)), Eur(0));
}

TEST(LedgerFreezesTest, NoChargeIsOfAFrozenDay) {
  const History frozen = After(kOpen, Freeze(40, 45));
  const Failure::Values days{
      {"effective_date", "2012-02-09"}, {"from", "2012-02-09"}, {"through", "2012-02-14"}};
  Given(frozen).When(Fee(40)).ThenRefused(LedgerRule::kChargesFrozen, days);
  Given(After(kOpen, Freeze(40, {})))
      .When(Fee(99))
      .ThenRefused(LedgerRule::kChargesFrozen,
                   {{"effective_date", "2012-04-08"}, {"from", "2012-02-09"}, {"through", "open"}});
  for (const int day : {39, 46}) EXPECT_TRUE(Given(frozen).When(Fee(day)).decision);
  EXPECT_TRUE(Given(frozen).When(Fee(40, ChargeKind::kCosts)).decision);
}

// Interest that was to bear interest bears none on frozen days.
TEST(LedgerFreezesTest, CompoundedInterestIsFrozenToo) {
  AssessInterest compounding = Interest(32, 200);
  compounding.terms.compounding = Compounding::kEvery30Days;
  const History story = After(After(kOpen, Freeze(92, 121)), compounding);
  for (const ChargeSegment& each : std::get<InterestAssessed>(story.back()).segments) {
    EXPECT_TRUE(each.to < Day(92) || each.from > Day(121)) << ToString(each.from);
  }
}

}  // namespace
}  // namespace recourse::invoicing
