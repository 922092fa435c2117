#include "tools/recourse/day_argument.h"

#include <gtest/gtest.h>

namespace recourse::cli {
namespace {

using namespace date::literals;
using std::chrono::hours;

TEST(DayArgumentTest, ReadsDaysAndMoments) {
  EXPECT_EQ(ParseIsoDay("2012-12-31"), Date(2012_y / 12 / 31));
  EXPECT_EQ(ParseIsoInstant("2012-12-31"), Instant(Date(2012_y / 12 / 31)));
  EXPECT_EQ(ParseIsoInstant("2012-12-31T09:00:00Z"), Date(2012_y / 12 / 31) + hours(9));
  EXPECT_EQ(ParseIsoInstant("2012-12-31T09:00:00.000001Z"),
            Date(2012_y / 12 / 31) + hours(9) + std::chrono::microseconds(1));
}

TEST(DayArgumentTest, SaysWhatItExpected) {
  EXPECT_EQ(CheckIsoDay("2012-12-31"), "");
  EXPECT_EQ(CheckIsoInstant("2012-12-31T09:00:00Z"), "");
  for (const auto* text : {"", "2012", "31.12.2012", "2012-02-30", "2012-12-31x"}) {
    EXPECT_EQ(CheckIsoDay(text),
              "\"" + std::string(text) + "\": expected a day such as 2012-12-31");
  }
  for (const auto* text : {"", "09:00", "2012-12-31T09:00:00", "2012-12-31T09:00:00+01:00"}) {
    EXPECT_NE(CheckIsoInstant(text), "") << text;
  }
}

}  // namespace
}  // namespace recourse::cli
