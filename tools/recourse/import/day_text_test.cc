#include "tools/recourse/import/day_text.h"

#include <gtest/gtest.h>

namespace recourse::csv_import {
namespace {

TEST(DayTextTest, KnowsAFormatThatNamesOneDay) {
  EXPECT_TRUE(NamesOneDay("%d/%m/%Y"));
  EXPECT_TRUE(NamesOneDay("%Y%m%d"));
  for (const auto* format : {"", "d/m/y", "%d/%m", "%m/%Y", "%H:%M", "%d/%d/%Y"}) {
    EXPECT_FALSE(NamesOneDay(format)) << format;
  }
}

}  // namespace
}  // namespace recourse::csv_import
