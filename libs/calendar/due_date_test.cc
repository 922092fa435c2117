#include "libs/calendar/due_date.h"

#include <gtest/gtest.h>

namespace recourse::calendar {
namespace {

using namespace date::literals;

const WorkingDays kGermany = *WorkingDays::OfCountry("DE");

Date Day(date::year_month_day day) { return day; }
Date Due(const PaymentTerm& term, Date start) { return DueDay(term, start, kGermany); }

TEST(DueDayTest, NetDaysCountFromTheDayAfter) {
  EXPECT_EQ(Due({NetDays{30}}, 2012_y / 1 / 3), Day(2012_y / 2 / 2));
  EXPECT_EQ(Due({NetDays{30}}, 2012_y / 2 / 1), Day(2012_y / 3 / 2));
  EXPECT_EQ(Due({NetDays{30}}, 2013_y / 2 / 1), Day(2013_y / 3 / 3));
  EXPECT_EQ(Due({NetDays{0}}, 2012_y / 1 / 3), Day(2012_y / 1 / 3));
  EXPECT_EQ(Due({NetDays{366}}, 2012_y / 2 / 29), Day(2013_y / 3 / 1));
}

TEST(DueDayTest, EndOfMonthCountsFromItsLastDay) {
  EXPECT_EQ(Due({EndOfMonth{0}}, 2012_y / 2 / 1), Day(2012_y / 2 / 29));
  EXPECT_EQ(Due({EndOfMonth{0}}, 2013_y / 2 / 28), Day(2013_y / 2 / 28));
  EXPECT_EQ(Due({EndOfMonth{15}}, 2012_y / 2 / 29), Day(2012_y / 3 / 15));
  EXPECT_EQ(Due({EndOfMonth{1}}, 2012_y / 12 / 31), Day(2013_y / 1 / 1));
}

TEST(DueDayTest, AFixedDayAndReceiptAreAsTheyAre) {
  EXPECT_EQ(Due({FixedDay{2012_y / 12 / 25}}, 2012_y / 1 / 3), Day(2012_y / 12 / 25));
  EXPECT_EQ(Due({OnReceipt{}}, 2012_y / 1 / 7), Day(2012_y / 1 / 7));
}

TEST(DueDayTest, IsMovedToTheNextWorkingDayOnlyWhereAgreed) {
  const Date good_friday = 2012_y / 4 / 6;
  const Date tuesday = 2012_y / 4 / 10;
  EXPECT_EQ(Due({NetDays{5}}, 2012_y / 4 / 1), good_friday);
  EXPECT_EQ(Due({.rule = NetDays{5}, .moved_to_working_day = true}, 2012_y / 4 / 1), tuesday);
  EXPECT_EQ(Due({.rule = EndOfMonth{6}, .moved_to_working_day = true}, 2012_y / 3 / 1), tuesday);
  EXPECT_EQ(Due({.rule = FixedDay{good_friday}, .moved_to_working_day = true}, 2012_y / 3 / 1),
            tuesday);
  EXPECT_EQ(Due({.rule = OnReceipt{}, .moved_to_working_day = true}, good_friday), tuesday);
  EXPECT_EQ(Due({.rule = OnReceipt{}, .moved_to_working_day = true}, tuesday), tuesday);
}

TEST(DueDayTest, ATermIsBounded) {
  EXPECT_EQ(Due({NetDays{kTermMaxDays}}, 2012_y / 1 / 1), Day(2022_y / 1 / 8));
  EXPECT_DEATH((void)Due({NetDays{-1}}, 2012_y / 1 / 1), "days");
  EXPECT_DEATH((void)Due({EndOfMonth{kTermMaxDays + 1}}, 2012_y / 1 / 1), "days");
}

}  // namespace
}  // namespace recourse::calendar
