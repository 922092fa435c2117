#include "tools/recourse/import/day_text.h"

#include <gtest/gtest.h>

namespace recourse::csv_import {
namespace {

using namespace date::literals;

TEST(DayTextTest, ReadsWhatTheFormatSays) {
  EXPECT_EQ(ParseDay("03/02/2012", "%d/%m/%Y"), Date(2012_y / 2 / 3));
  EXPECT_EQ(ParseDay("3/2/2012", "%d/%m/%Y"), Date(2012_y / 2 / 3));
  EXPECT_EQ(ParseDay("2012-02-29", "%F"), Date(2012_y / 2 / 29));
  EXPECT_EQ(ParseDay("03-Feb-12", "%d-%b-%y"), Date(2012_y / 2 / 3));
}

TEST(DayTextTest, RefusesWhatIsNoDay) {
  for (const auto* text : {"", "31/02/2012", "29/02/2011", "2012-02-03", "03/13/2012", "today",
                           "03/02/2012x", "03/02/2012 ", "03/02/12", "03/02/1899"}) {
    EXPECT_EQ(ParseDay(text, "%d/%m/%Y"), std::nullopt) << text;
  }
}

TEST(DayTextTest, KnowsAFormatThatNamesOneDay) {
  EXPECT_TRUE(NamesOneDay("%d/%m/%Y"));
  EXPECT_TRUE(NamesOneDay("%Y%m%d"));
  for (const auto* format : {"", "d/m/y", "%d/%m", "%m/%Y", "%H:%M", "%d/%d/%Y"}) {
    EXPECT_FALSE(NamesOneDay(format)) << format;
  }
}

}  // namespace
}  // namespace recourse::csv_import
