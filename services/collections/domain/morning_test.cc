#include "services/collections/domain/morning.h"

#include <gtest/gtest.h>

#include "services/collections/testing/case_script.h"

namespace recourse::collections {
namespace {

using std::chrono::hours;

TEST(MorningTest, IsNineInTheCustomersZone) {
  const auto moscow = *Mornings::In("Europe/Moscow");
  EXPECT_EQ(moscow.Of(Day(2024, 1, 1)), Day(2024, 1, 1) + hours(6));
}

TEST(MorningTest, FollowsSummerTime) {
  const auto berlin = *Mornings::In("Europe/Berlin");
  EXPECT_EQ(berlin.Of(Day(2024, 3, 30)), Day(2024, 3, 30) + hours(8));
  EXPECT_EQ(berlin.Of(Day(2024, 3, 31)), Day(2024, 3, 31) + hours(7));
}

TEST(MorningTest, NextIncludesNowAndLastIncludesNow) {
  const auto utc = *Mornings::In("UTC");
  const Date day = Day(2024, 5, 1);
  const auto tick = std::chrono::microseconds(1);
  const Instant nine = day + hours(9);
  EXPECT_EQ(utc.Next(nine), day);
  EXPECT_EQ(utc.Next(nine + tick), day + Days(1));
  EXPECT_EQ(utc.Last(nine), day);
  EXPECT_EQ(utc.Last(nine - tick), day - Days(1));
}

TEST(MorningTest, TodayIsTheCustomersDay) {
  const auto auckland = *Mornings::In("Pacific/Auckland");
  EXPECT_EQ(auckland.Today(Day(2024, 5, 1) + hours(23)), Day(2024, 5, 2));
}

TEST(MorningTest, UnknownZoneIsNone) {
  EXPECT_FALSE(Mornings::In("Europe/Atlantis"));
  EXPECT_FALSE(Mornings::In(""));
}

}  // namespace
}  // namespace recourse::collections
