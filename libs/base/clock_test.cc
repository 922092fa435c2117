#include "libs/base/clock.h"

#include <gtest/gtest.h>

namespace recourse {
namespace {

using date::literals::operator""_y;

constexpr Instant kStart = Date(2012_y / 1 / 1);

TEST(ClockTest, SimulatedTimeStandsStillUntilMoved) {
  SimulatedClock clock(kStart);
  EXPECT_EQ(clock.Now(), kStart);
  clock.AdvanceTo(kStart + std::chrono::hours(9));
  EXPECT_EQ(ToString(clock.Now()), "2012-01-01T09:00:00.000000Z");
}

TEST(ClockTest, SimulatedTimeNeverRunsBackwards) {
  SimulatedClock clock(kStart);
  EXPECT_DEATH(clock.AdvanceTo(kStart - std::chrono::microseconds(1)), "CHECK");
}

TEST(ClockTest, SystemClockIsLaterThanTheDayThisWasWritten) {
  EXPECT_GT(SystemClock().Now(), Instant(Date(2026_y / 1 / 1)));
}

}  // namespace
}  // namespace recourse
