#include "libs/calendar/zone.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace recourse::calendar {
namespace {

using namespace date::literals;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;

Zone Of(std::string_view name) { return Zone::Find(name).value(); }

const Zone kBerlin = Of("Europe/Berlin");
const Zone kNewYork = Of("America/New_York");
const Zone kKolkata = Of("Asia/Kolkata");
const Zone kUtc = Of("UTC");

Instant Utc(date::year_month_day day, microseconds time) { return date::sys_days(day) + time; }
Date Day(date::year_month_day day) { return day; }

TEST(ZoneTest, IsFoundByItsNameInTheTzDatabase) {
  EXPECT_EQ(kBerlin.name(), "Europe/Berlin");
  EXPECT_TRUE(Zone::Find("Etc/UTC"));
  for (const auto* name : {"", "europe/berlin", "Europe", "Europe/Berlin ", "CET+1", "localtime",
                           "posix/Europe/Berlin", "../../etc/passwd"}) {
    EXPECT_FALSE(Zone::Find(name)) << name;
  }
}

TEST(ZoneTest, TheLocalDayIsThatOfTheClockOnTheWall) {
  const Instant instant = Utc(2012_y / 12 / 31, hours(23));
  EXPECT_EQ(kUtc.LocalDay(instant), Day(2012_y / 12 / 31));
  EXPECT_EQ(kBerlin.LocalDay(instant), Day(2013_y / 1 / 1));
  EXPECT_EQ(kNewYork.LocalDay(instant), Day(2012_y / 12 / 31));
  EXPECT_EQ(kKolkata.ToLocal(instant), (LocalTime{2013_y / 1 / 1, hours(4) + minutes(30)}));
}

TEST(ZoneTest, TheLocalDayBeginsToTheMicrosecond) {
  const Instant midnight = Utc(2012_y / 6 / 30, hours(22));
  EXPECT_EQ(kBerlin.ToLocal(midnight), (LocalTime{2012_y / 7 / 1, microseconds(0)}));
  EXPECT_EQ(kBerlin.ToLocal(midnight - microseconds(1)),
            (LocalTime{2012_y / 6 / 30, hours(24) - microseconds(1)}));
}

TEST(ZoneTest, DaysBefore1970AreDaysToo) {
  EXPECT_EQ(kUtc.ToLocal(Utc(1969_y / 12 / 31, hours(1))), (LocalTime{1969_y / 12 / 31, hours(1)}));
}

TEST(ZoneTest, TheOffsetFollowsTheSeason) {
  EXPECT_EQ(kBerlin.FirstInstantAt(2012_y / 1 / 15, hours(9)), Utc(2012_y / 1 / 15, hours(8)));
  EXPECT_EQ(kBerlin.FirstInstantAt(2012_y / 7 / 15, hours(9)), Utc(2012_y / 7 / 15, hours(7)));
  EXPECT_EQ(kKolkata.FirstInstantAt(2012_y / 7 / 15, hours(9)),
            Utc(2012_y / 7 / 15, hours(3) + minutes(30)));
  EXPECT_EQ(kKolkata.FirstInstantAt(2012_y / 1 / 15, hours(9)),
            Utc(2012_y / 1 / 15, hours(3) + minutes(30)));
}

TEST(ZoneTest, StandardTimeStaysAfterTheLastKnownChange) {
  EXPECT_EQ(kBerlin.FirstInstantAt(2037_y / 7 / 15, hours(9)), Utc(2037_y / 7 / 15, hours(7)));
  EXPECT_EQ(kBerlin.FirstInstantAt(2038_y / 7 / 15, hours(9)), Utc(2038_y / 7 / 15, hours(8)));
}

struct Case {
  const Zone& zone;
  date::year_month_day day;
  microseconds time;
  Instant expected;
};

TEST(ZoneTest, ASkippedTimeIsTheFirstInstantAfterTheGap) {
  for (const Case& c : {
           // 02:00 becomes 03:00.
           Case{kBerlin, 2012_y / 3 / 25, hours(2), Utc(2012_y / 3 / 25, hours(1))},
           Case{kBerlin, 2012_y / 3 / 25, minutes(150), Utc(2012_y / 3 / 25, hours(1))},
           Case{kBerlin, 2012_y / 3 / 25, hours(3), Utc(2012_y / 3 / 25, hours(1))},
           Case{kNewYork, 2012_y / 3 / 11, minutes(150), Utc(2012_y / 3 / 11, hours(7))},
       }) {
    EXPECT_EQ(c.zone.FirstInstantAt(c.day, c.time), c.expected) << ToString(Day(c.day));
  }
}

TEST(ZoneTest, ATimeShownTwiceIsTheEarlier) {
  for (const Case& c : {
           // 03:00 becomes 02:00, and 02:00 becomes 01:00.
           Case{kBerlin, 2012_y / 10 / 28, minutes(150), Utc(2012_y / 10 / 28, minutes(30))},
           Case{kNewYork, 2012_y / 11 / 4, minutes(90), Utc(2012_y / 11 / 4, minutes(330))},
       }) {
    EXPECT_EQ(c.zone.FirstInstantAt(c.day, c.time), c.expected) << ToString(Day(c.day));
  }
}

TEST(ZoneTest, BothShowingsOfATimeReadTheSame) {
  const Instant first = Utc(2012_y / 10 / 28, minutes(30));
  EXPECT_EQ(kBerlin.ToLocal(first), kBerlin.ToLocal(first + hours(1)));
}

TEST(ZoneTest, ADayThatClocksSkipBeginsWithTheNext) {
  // Samoa left out 30 December 2011.
  EXPECT_EQ(Of("Pacific/Apia").FirstInstantAt(2011_y / 12 / 30, hours(9)),
            Utc(2011_y / 12 / 30, hours(10)));
}

TEST(ZoneTest, NextIsStrictlyAfter) {
  const Instant nine = Utc(2012_y / 7 / 15, hours(7));
  EXPECT_EQ(kBerlin.NextAt(hours(9), nine - microseconds(1)), nine);
  EXPECT_EQ(kBerlin.NextAt(hours(9), nine), nine + hours(24));
}

TEST(ZoneTest, NextIsTwentyThreeOrTwentyFiveHoursAwayWhenClocksMove) {
  const Instant before_spring = Utc(2012_y / 3 / 24, hours(8));
  EXPECT_EQ(kBerlin.NextAt(hours(9), before_spring), before_spring + hours(23));
  const Instant before_autumn = Utc(2012_y / 10 / 27, hours(7));
  EXPECT_EQ(kBerlin.NextAt(hours(9), before_autumn), before_autumn + hours(25));
}

TEST(ZoneTest, NextPassesOverTheSecondShowing) {
  const Instant first = Utc(2012_y / 10 / 28, minutes(30));
  EXPECT_EQ(kBerlin.NextAt(minutes(150), first), Utc(2012_y / 10 / 29, minutes(90)));
}

TEST(ZoneTest, NextPassesOverADayThatClocksSkip) {
  const Zone apia = Of("Pacific/Apia");
  const Instant on_29th = apia.FirstInstantAt(2011_y / 12 / 29, hours(9));
  EXPECT_EQ(apia.NextAt(hours(9), on_29th), apia.FirstInstantAt(2011_y / 12 / 31, hours(9)));
}

TEST(ZoneTest, EveryDayOfAYearHasOneNextAndIsItsLocalDay) {
  for (const Zone& zone : {kBerlin, kNewYork, kKolkata, kUtc}) {
    for (const TimeOfDay time : {TimeOfDay(0), TimeOfDay(minutes(150)), TimeOfDay(hours(9))}) {
      Instant instant = zone.FirstInstantAt(2012_y / 1 / 1, time);
      for (Date day = 2012_y / 1 / 2; day < Day(2013_y / 1 / 2); day += Days(1)) {
        instant = zone.NextAt(time, instant);
        ASSERT_EQ(zone.LocalDay(instant), day) << zone.name();
      }
    }
  }
}

TEST(ZoneTest, ThreadsMayFindAndUseTheSameZoneFirst) {
  std::vector<std::thread> threads;
  std::vector<int> right(4);
  for (int& count : right) {
    threads.emplace_back([&count] {
      for (const auto* name : {"Asia/Tokyo", "Asia/Seoul"}) {
        count += Of(name).LocalDay(Utc(2012_y / 7 / 15, hours(15))) == Day(2012_y / 7 / 16);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, (std::vector{2, 2, 2, 2}));
}

TEST(ZoneTest, ATimeOfDayIsUnderTwentyFourHours) {
  EXPECT_DEATH((void)kUtc.FirstInstantAt(2012_y / 1 / 1, hours(24)), "time");
  EXPECT_DEATH((void)kUtc.FirstInstantAt(2012_y / 1 / 1, hours(-1)), "time");
}

}  // namespace
}  // namespace recourse::calendar
