#include "services/invoicing/domain/accrual.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

// 10 % a year by 360 days: 100.00 EUR bear a cent in 0.36 days, 1.00 EUR in 36 days.
const Entitlement kStatute{"BGB 288(2)", std::nullopt, ""};
InterestTerms TenPercent() {
  InterestTerms terms;
  terms.rate = calendar::Rate{100'000};
  terms.day_count = calendar::DayCount::kActual360;
  return terms;
}

// 360 EUR, due on the 31st day: 10 cents a day from the 32nd.
const auto kOpen360 = Open({Issued("i1", Eur(360'00))});

AssessInterest Through(int day) {
  return {"c1",    "i1",    ChargeKind::kLateInterest, kStatute, TenPercent(), std::nullopt,
          Day(32), Day(day)};
}

// The last event of what `command` leads to.
InterestAssessed Last(const std::vector<LedgerEvent>& history, const LedgerCommand& command) {
  return std::get<InterestAssessed>(After(history, command).back());
}

// Days, base and amount of each segment: "10 days of 360.00 EUR: 1.00 EUR".
std::vector<std::string> Said(const InterestAssessed& assessed) {
  std::vector<std::string> said;
  for (const ChargeSegment& each : assessed.segments) {
    said.push_back(std::to_string(each.days) + " days of " + ToString(each.base) + ": " +
                   ToString(each.amount));
  }
  return said;
}
using Segments = std::vector<std::string>;

TEST(LedgerInterestTest, InterestIsWhatTheTermsMakeOfWhatIsOpen) {
  const InterestAssessed assessed = Last(kOpen360, Through(41));
  EXPECT_EQ(Said(assessed), (Segments{"10 days of 360.00 EUR: 1.00 EUR"}));
  EXPECT_EQ(assessed.total, Eur(1'00));
  EXPECT_EQ(assessed.change, Eur(1'00));
  EXPECT_FALSE(assessed.corrected);
  EXPECT_EQ(assessed.charge_balances, (std::vector<ChargeBalance>{{"c1", Eur(1'00)}}));
  EXPECT_EQ(assessed.segments[0].exact, "100");
  EXPECT_EQ(assessed.segments[0].time, "1/36");
}

TEST(LedgerInterestTest, MoreDaysAreAddedToTheSameCharge) {
  const auto history = After(kOpen360, Through(41));
  const InterestAssessed more = Last(history, Through(51));
  EXPECT_EQ(Said(more), (Segments{"20 days of 360.00 EUR: 2.00 EUR"}));
  EXPECT_EQ(more.change, Eur(1'00));
  Given(history).When(Through(41)).ThenNothing();
  Given(history).When(Through(40)).ThenNothing();
}

TEST(LedgerInterestTest, TheDayOfPaymentBearsInterestTheNextDoesNot) {
  const auto paid = After(kOpen360, RecordPayment{"p1", Eur(180'00), Day(36), {}});
  EXPECT_EQ(Said(Last(paid, Through(41))),
            (Segments{"5 days of 360.00 EUR: 0.50 EUR", "5 days of 180.00 EUR: 0.25 EUR"}));
}

// BGB 367: what had accrued by the day of payment, whatever days were assessed further; and it is
// the same to the cent as if they had been assessed later.
TEST(LedgerInterestTest, MoneyPaysOfInterestOnlyWhatHadAccruedByItsDay) {
  const RecordPayment payment{"p1", Eur(180'00), Day(41), {}};
  const auto later = After(After(kOpen360, Through(51)), payment);
  const Ledger ledger = Replay<LedgerDecider>(later);
  EXPECT_EQ(ledger.payments.at("p1").unapplied, Eur(0));
  EXPECT_EQ(ledger.charges.at("c1").paid, Eur(1'00));
  EXPECT_EQ(ledger.Find("i1")->open, Eur(181'00));
  EXPECT_EQ(Said(std::get<InterestAssessed>(later.back())),
            (Segments{"10 days of 360.00 EUR: 1.00 EUR", "10 days of 181.00 EUR: 0.50 EUR"}));

  const auto in_turn = After(After(After(kOpen360, Through(41)), payment), Through(51));
  EXPECT_EQ(Replay<LedgerDecider>(in_turn).charges.at("c1").open, ledger.charges.at("c1").open);

  const auto before =
      After(After(kOpen360, Through(51)), RecordPayment{"p1", Eur(9'00), Day(31), {}});
  EXPECT_EQ(Replay<LedgerDecider>(before).charges.at("c1").paid, Eur(0));
  const auto twice = After(later, RecordPayment{"p2", Eur(1'00), Day(41), {}});
  EXPECT_EQ(Replay<LedgerDecider>(twice).charges.at("c1").paid, Eur(1'00));
}

// The payment of an earlier day that is recorded late corrects what was charged too much.
TEST(LedgerInterestTest, APaymentRecordedLateCorrectsTheInterest) {
  const auto history = After(After(kOpen360, Through(51)),
                             RecordPayment{"p1", Eur(180'00), Day(41), {{"i1", Eur(180'00)}}});
  const auto& corrected = std::get<InterestAssessed>(history.back());
  EXPECT_TRUE(corrected.corrected);
  EXPECT_EQ(corrected.change, Eur(-50));
  EXPECT_EQ(Said(corrected),
            (Segments{"10 days of 360.00 EUR: 1.00 EUR", "10 days of 180.00 EUR: 0.50 EUR"}));
  EXPECT_EQ(corrected.charge_balances, (std::vector<ChargeBalance>{{"c1", Eur(1'50)}}));
}

// A payment whose day was wrong is taken back and recorded again: interest is corrected both times.
TEST(LedgerInterestTest, ACorrectedPaymentDateCorrectsTheInterest) {
  auto history = After(kOpen360, RecordPayment{"p1", Eur(360'00), Day(34), {}});
  history = After(history, Through(41));
  EXPECT_EQ(std::get<InterestAssessed>(history.back()).total, Eur(30));
  history =
      After(history, ReversePayment{"p1", ReversalCause::kRecordedInError, Day(34), "wrong day"});
  EXPECT_EQ(std::get<InterestAssessed>(history.back()).change, Eur(70));
  history = After(history, RecordPayment{"p2", Eur(360'00), Day(36), {{"i1", Eur(360'00)}}});
  EXPECT_EQ(std::get<InterestAssessed>(history.back()).total, Eur(50));
  EXPECT_EQ(std::get<InterestAssessed>(history.back()).change, Eur(-50));
}

TEST(LedgerInterestTest, WhatIsDisputedBearsNoneUntilTheDisputeIsRejected) {
  auto history = After(kOpen360, MarkDisputed{"d1", "i1", Eur(180'00), Day(35)});
  EXPECT_EQ(Said(Last(history, Through(41))), (Segments{"10 days of 180.00 EUR: 0.50 EUR"}));
  history = After(history, Through(41));
  const InterestAssessed rejected =
      Last(history, ReleaseDisputed{"d1", "i1", ReleaseOutcome::kRejected});
  EXPECT_EQ(Said(rejected), (Segments{"10 days of 360.00 EUR: 1.00 EUR"}));
}

TEST(LedgerInterestTest, WhatIsConcededNeverBoreAny) {
  auto history = After(kOpen360, Through(41));
  history = After(history, MarkDisputed{"d1", "i1", Eur(180'00), Day(35)});
  history = After(history, IssueCreditNote{"n1", "i1", Eur(180'00), Day(50), "conceded", "d1"});
  history = After(history, ReleaseDisputed{"d1", "i1", ReleaseOutcome::kConceded});
  EXPECT_EQ(Replay<LedgerDecider>(history).charges.at("c1").amount, Eur(50));
  // What is credited otherwise was owed until then.
  auto goodwill = After(kOpen360, Through(41));
  goodwill = After(goodwill, IssueCreditNote{"n1", "i1", Eur(180'00), Day(36), "goodwill", ""});
  EXPECT_EQ(Replay<LedgerDecider>(goodwill).charges.at("c1").amount, Eur(75));
}

TEST(LedgerInterestTest, InterestOutlivesItsPrincipal) {
  auto history = After(kOpen360, RecordPayment{"p1", Eur(360'00), Day(41), {}});
  history = After(history, Through(60));
  const Ledger ledger = Replay<LedgerDecider>(history);
  EXPECT_EQ(ledger.charges.at("c1").open, Eur(1'00));
  EXPECT_TRUE(ledger.open_by_due.contains({Day(31), "i1"}));
}

TEST(LedgerInterestTest, WhatWasPaidTooMuchIsUnappliedAgain) {
  auto history = After(kOpen360, Through(51));
  history = After(history, RecordPayment{"p1", Eur(2'00), Day(52), {}});  // All of the interest.
  const InterestAssessed corrected =
      Last(history, RecordPayment{"p2", Eur(180'00), Day(41), {{"i1", Eur(180'00)}}});
  EXPECT_EQ(corrected.change, Eur(-50));
  EXPECT_EQ(corrected.released, (std::vector<ChargePayment>{{"p1", Eur(50), Day(52)}}));
  EXPECT_EQ(corrected.charge_balances, (std::vector<ChargeBalance>{{"c1", Eur(0)}}));
  const Ledger ledger = Replay<LedgerDecider>(
      After(history, RecordPayment{"p2", Eur(180'00), Day(41), {{"i1", Eur(180'00)}}}));
  EXPECT_EQ(ledger.payments.at("p1").unapplied, Eur(50));
}

TEST(LedgerInterestTest, WhatWasWaivedTooMuchIsNotWaivedAnyMore) {
  auto history = After(kOpen360, Through(51));
  history = After(history, WaiveCharge{"w1", "c1", Eur(2'00), Day(52), ""});
  const InterestAssessed corrected =
      Last(history, RecordPayment{"p2", Eur(180'00), Day(41), {{"i1", Eur(180'00)}}});
  EXPECT_EQ(corrected.unwaived, Eur(50));
  EXPECT_EQ(corrected.unwaived_on, Day(52));
  EXPECT_TRUE(corrected.released.empty());
}

TEST(LedgerInterestTest, APublishedRateIsKeptWithTheCharge) {
  auto assess = Through(41);
  assess.terms.rate = TableRate{"base", 90'000};
  assess.table = *calendar::RateTable::Make(
      "base", 3, "test", {{Day(1), Day(36), {10'000}}, {Day(37), Day(45), {28'000}}});
  const InterestAssessed assessed = Last(kOpen360, assess);
  EXPECT_EQ(Said(assessed),
            (Segments{"5 days of 360.00 EUR: 0.50 EUR", "5 days of 360.00 EUR: 0.59 EUR"}));
  EXPECT_EQ(assessed.segments[1].table, "base");
  EXPECT_EQ(assessed.segments[1].version, 3u);
  const auto history = After(kOpen360, assess);
  assess.through = Day(46);
  Given(history).When(assess).ThenRefused(
      LedgerRule::kNotComputed,
      {{"reason", "RATE_UNKNOWN"}, {"table", "base"}, {"version", "3"}, {"day", "2012-02-15"}});
}

}  // namespace
}  // namespace recourse::invoicing
