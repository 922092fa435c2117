#include "libs/calendar/working_days.h"

#include <gtest/gtest.h>

namespace recourse::calendar {
namespace {

using namespace date::literals;

const WorkingDays kPlain = WorkingDays::MondayToFriday();
const WorkingDays kGermany = *WorkingDays::OfCountry("DE");
const WorkingDays kAmerica = *WorkingDays::OfCountry("US");

Date Day(date::year_month_day day) { return day; }

TEST(WorkingDaysTest, WithoutHolidaysOnlyTheWeekendIsOff) {
  EXPECT_TRUE(kPlain.IsWorkingDay(2012_y / 12 / 25));
  EXPECT_TRUE(kPlain.IsWorkingDay(2012_y / 12 / 28));
  EXPECT_FALSE(kPlain.IsWorkingDay(2012_y / 12 / 29));
  EXPECT_FALSE(kPlain.IsWorkingDay(2012_y / 12 / 30));
  EXPECT_TRUE(kPlain.IsWorkingDay(2012_y / 12 / 31));
}

TEST(WorkingDaysTest, KnowsFixedAndMovingHolidays) {
  EXPECT_FALSE(kGermany.IsWorkingDay(2012_y / 4 / 6)) << "Good Friday";
  EXPECT_FALSE(kGermany.IsWorkingDay(2012_y / 4 / 9)) << "Easter Monday";
  EXPECT_FALSE(kGermany.IsWorkingDay(2012_y / 10 / 3)) << "Day of Unity";
  EXPECT_TRUE(kGermany.IsWorkingDay(2012_y / 7 / 4));
  EXPECT_FALSE(kAmerica.IsWorkingDay(2012_y / 7 / 4)) << "Independence Day";
  EXPECT_FALSE(kAmerica.IsWorkingDay(2012_y / 11 / 22)) << "Thanksgiving";
  EXPECT_TRUE(kAmerica.IsWorkingDay(2012_y / 10 / 3));
}

TEST(WorkingDaysTest, OtherCountriesHaveTheirOwn) {
  EXPECT_FALSE(WorkingDays::OfCountry("GB")->IsWorkingDay(2012_y / 6 / 5)) << "Diamond Jubilee";
  EXPECT_FALSE(WorkingDays::OfCountry("FR")->IsWorkingDay(2012_y / 5 / 8)) << "Victory Day";
  EXPECT_FALSE(WorkingDays::OfCountry("JP")->IsWorkingDay(2012_y / 5 / 3)) << "Constitution Day";
  EXPECT_FALSE(WorkingDays::OfCountry("RU")->IsWorkingDay(2012_y / 6 / 12)) << "Russia Day";
}

TEST(WorkingDaysTest, EveryKnownCountryCanBeAskedForEveryDay) {
  int known = 0;
  for (char first = 'A'; first <= 'Z'; ++first) {
    for (char second = 'A'; second <= 'Z'; ++second) {
      const auto country = WorkingDays::OfCountry(std::string{first, second});
      if (!country) continue;
      ++known;
      int worked = 0;
      for (Date day = 1901_y / 1 / 1; day <= Day(2199_y / 12 / 31); day += Days(1)) {
        worked += country->IsWorkingDay(day);
      }
      EXPECT_GT(worked / 299.0, 235) << first << second;
      EXPECT_LT(worked / 299.0, 258) << first << second;
    }
  }
  EXPECT_EQ(known, 28);
}

TEST(WorkingDaysTest, AnUnknownCountryIsNotGuessed) {
  for (const auto* code : {"", "D", "de", "DEU", "XX", "AA", "ZZ"}) {
    EXPECT_FALSE(WorkingDays::OfCountry(code)) << code;
  }
}

TEST(WorkingDaysTest, OutsideTheKnownYearsOnlyTheWeekendIsOff) {
  EXPECT_TRUE(kGermany.IsWorkingDay(1900_y / 12 / 25));
  EXPECT_FALSE(kGermany.IsWorkingDay(1901_y / 12 / 25));
  EXPECT_FALSE(kGermany.IsWorkingDay(2199_y / 12 / 25));
  EXPECT_TRUE(kGermany.IsWorkingDay(2200_y / 12 / 25));
  EXPECT_FALSE(kGermany.IsWorkingDay(2200_y / 12 / 27));
}

TEST(WorkingDaysTest, MovesForwardOverWeekendAndHolidays) {
  EXPECT_EQ(kGermany.OnOrAfter(2012_y / 4 / 5), Day(2012_y / 4 / 5));
  EXPECT_EQ(kGermany.OnOrAfter(2012_y / 4 / 6), Day(2012_y / 4 / 10));
  EXPECT_EQ(kPlain.OnOrAfter(2012_y / 4 / 7), Day(2012_y / 4 / 9));
}

TEST(WorkingDaysTest, CountsWorkingDays) {
  EXPECT_EQ(kGermany.After(2012_y / 4 / 5, 0), Day(2012_y / 4 / 5));
  EXPECT_EQ(kGermany.After(2012_y / 4 / 7, 0), Day(2012_y / 4 / 7));
  EXPECT_EQ(kGermany.After(2012_y / 4 / 5, 1), Day(2012_y / 4 / 10));
  EXPECT_EQ(kGermany.After(2012_y / 4 / 5, 5), Day(2012_y / 4 / 16));
  EXPECT_EQ(kPlain.After(2012_y / 4 / 5, 5), Day(2012_y / 4 / 12));
  EXPECT_DEATH((void)kPlain.After(2012_y / 4 / 5, -1), "count");
}

}  // namespace
}  // namespace recourse::calendar
