#include "services/invoicing/views/aging.h"

#include <gtest/gtest.h>

#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

using enum AgingBucket;

TEST(AgingTest, BucketsByWholeDaysPastTheDueDay) {
  const std::pair<int, AgingBucket> expected[] = {
      {-400, kCurrent},  {-1, kCurrent},    {0, kCurrent},      {1, kDays1To30},
      {30, kDays1To30},  {31, kDays31To60}, {60, kDays31To60},  {61, kDays61To90},
      {90, kDays61To90}, {91, kDaysOver90}, {4000, kDaysOver90}};
  for (const auto& [days_late, bucket] : expected) {
    EXPECT_EQ(BucketOf(Day(1), Day(1 + days_late)), bucket) << days_late;
  }
}

TEST(AgingTest, NothingOpenHasNoLines) {
  Aging aging(Day(1));
  aging.AddInvoice(Day(1), Eur(0));
  aging.AddUnapplied(Eur(0));
  EXPECT_TRUE(aging.Lines().empty());
  EXPECT_TRUE(aging.Unapplied().empty());
}

TEST(AgingTest, CurrenciesAreNeverAddedUp) {
  Aging aging(Day(100));
  aging.AddInvoice(Day(99), Usd(7'00));
  aging.AddInvoice(Day(99), Eur(5'00));
  aging.AddInvoice(Day(98), Eur(-1'00));
  aging.AddUnapplied(Usd(3));
  aging.AddUnapplied(Usd(4));
  const std::vector<AgingLine> expected{{kCurrent, 0, Eur(0)},      {kDays1To30, 2, Eur(4'00)},
                                        {kDays31To60, 0, Eur(0)},   {kDays61To90, 0, Eur(0)},
                                        {kDaysOver90, 0, Eur(0)},   {kCurrent, 0, Usd(0)},
                                        {kDays1To30, 1, Usd(7'00)}, {kDays31To60, 0, Usd(0)},
                                        {kDays61To90, 0, Usd(0)},   {kDaysOver90, 0, Usd(0)}};
  EXPECT_EQ(aging.Lines(), expected);
  EXPECT_EQ(aging.Unapplied(), std::vector<Money>{Usd(7)});
}

// Allen Company, 31 December 2010 ("Accounting Principles: A Business Perspective", page 375).
TEST(AgingTest, AllenCompanysSchedule) {
  Aging aging(Day(0));
  const auto add = [&](int days_late, std::int64_t dollars) {
    aging.AddInvoice(Day(-days_late), Usd(dollars * 100));
  };
  add(120, 5'000);  // Customer X.
  add(15, 12'000);  // Customer Y.
  add(45, 2'000);
  add(75, 200);  // Customer Z.
  add(91, 200);
  add(-5, 560'000);  // Others.
  add(30, 240'000);
  add(60, 2'000);
  add(90, 600);
  add(365, 6'000);
  const std::vector<AgingLine> expected{{kCurrent, 1, Usd(560'000'00)},
                                        {kDays1To30, 2, Usd(252'000'00)},
                                        {kDays31To60, 2, Usd(4'000'00)},
                                        {kDays61To90, 2, Usd(800'00)},
                                        {kDaysOver90, 3, Usd(11'200'00)}};
  EXPECT_EQ(aging.Lines(), expected);

  const int percent[] = {1, 5, 10, 25, 50};
  std::int64_t allowance = 0;
  for (const AgingLine& line : aging.Lines()) {
    allowance += line.amount.minor_units * percent[static_cast<int>(line.bucket)] / 100;
  }
  EXPECT_EQ(allowance, 24'400'00);
}

}  // namespace
}  // namespace recourse::invoicing
