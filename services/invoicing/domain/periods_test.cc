#include "services/invoicing/domain/periods.h"

#include "services/invoicing/domain/closed_periods.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

class GivenPeriods : public GivenHistory<PeriodsDecider> {
 public:
  explicit GivenPeriods(const std::vector<PeriodsEvent>& history) : GivenHistory(history) {
    At(kEndOf2012);
  }
};

const PeriodClosed kJanuary{"january", Day(31)};
const PeriodReopened kAudit{"audit", Day(20), "a late invoice"};

TEST(PeriodsTest, DaysAreClosedAndReopened) {
  GivenPeriods({}).When(ClosePeriod{"january", Day(31)}).Then({kJanuary});
  GivenPeriods({kJanuary})
      .When(ClosePeriod{"february", Day(60)})
      .Then({PeriodClosed{"february", Day(60)}});
  GivenPeriods({kJanuary}).When(ReopenPeriod{"audit", Day(20), "a late invoice"}).Then({kAudit});
  GivenPeriods({kJanuary, kAudit})
      .When(ClosePeriod{"again", Day(20)})
      .Then({PeriodClosed{"again", Day(20)}});
}

TEST(PeriodsTest, AskedAgainNothingHappens) {
  const std::vector<PeriodsEvent> history{kJanuary, kAudit, PeriodClosed{"all", Day(90)}};
  GivenPeriods(history).When(ClosePeriod{"january", Day(31)}).ThenNothing();
  GivenPeriods(history).When(ReopenPeriod{"audit", Day(20), "a late invoice"}).ThenNothing();
}

// One line per PeriodsRule, in the order the enum declares them.
TEST(PeriodsTest, Refusals) {
  using enum PeriodsRule;
  GivenPeriods({kJanuary, kAudit})
      .When(ClosePeriod{"january", Day(30)})
      .ThenRefused(kClosingIdReused, {{"closing_id", "january"}});
  GivenPeriods({kJanuary, kAudit})
      .When(ReopenPeriod{"audit", Day(19), "a late invoice"})
      .ThenRefused(kReopeningIdReused, {{"reopening_id", "audit"}});
  GivenPeriods({})
      .When(ClosePeriod{"far", Day(369)})
      .ThenRefused(kDateInFuture, {{"through", "2013-01-03"}});
  GivenPeriods({kJanuary})
      .When(ClosePeriod{"again", Day(31)})
      .ThenRefused(kPeriodIsClosed, {{"through", "2012-01-31"}, {"closed_through", "2012-01-31"}});
  GivenPeriods({kJanuary})
      .When(ReopenPeriod{"late", Day(32), "x"})
      .ThenRefused(kPeriodIsOpen, {{"from", "2012-02-01"}, {"closed_through", "2012-01-31"}});
  GivenPeriods({kJanuary}).When(ReopenPeriod{"why", Day(31), ""}).ThenRefused(kReasonMissing);
  GivenPeriods({kJanuary})
      .When(ReopenPeriod{"why", Day(31), std::string(kPeriodReasonBytesMax + 1, 'x')})
      .ThenRefused(kReasonTooLong);
  std::vector<PeriodsEvent> many;
  for (std::size_t i = 0; i < kPeriodChangesMax; ++i) {
    many.push_back(PeriodClosed{std::to_string(i), Day(static_cast<int>(i) - 6000)});
  }
  GivenPeriods(many).When(ClosePeriod{"more", Day(1)}).ThenRefused(kTooManyChanges);
}

TEST(ClosedPeriodsTest, APostingDayIsTheFirstThatIsOpen) {
  const Instant closed_at(Day(35));
  const Instant reopened_at(Day(40));
  const auto tick = Instant::duration(1);
  ClosedPeriods periods;
  EXPECT_EQ(periods.PostingDay(Day(5), Instant(Day(36))), Day(5));
  periods.Add(closed_at, kJanuary);
  periods.Add(reopened_at, kAudit);
  EXPECT_EQ(periods.PostingDay(Day(31), closed_at - tick), Day(31));
  EXPECT_EQ(periods.PostingDay(Day(31), closed_at), Day(32));  // The closing comes first.
  EXPECT_EQ(periods.PostingDay(Day(-90), closed_at), Day(32));
  EXPECT_EQ(periods.PostingDay(Day(32), closed_at), Day(32));
  EXPECT_EQ(periods.PostingDay(Day(33), closed_at), Day(33));
  EXPECT_EQ(periods.PostingDay(Day(31), reopened_at), Day(31));
  EXPECT_EQ(periods.PostingDay(Day(19), reopened_at), Day(20));
  EXPECT_EQ(periods.ClosedThrough(closed_at - tick), std::nullopt);
  EXPECT_EQ(periods.ClosedThrough(closed_at), Day(31));
  EXPECT_EQ(periods.ClosedThrough(reopened_at), Day(19));
}

}  // namespace
}  // namespace recourse::invoicing
