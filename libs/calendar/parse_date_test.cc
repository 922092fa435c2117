#include "libs/calendar/parse_date.h"

#include <gtest/gtest.h>

namespace recourse::calendar {
namespace {

using namespace date::literals;

Date Day(date::year_month_day day) { return day; }

TEST(ParseDateTest, ReadsTheGivenFormat) {
  EXPECT_EQ(ParseDate("31/12/2012", "%d/%m/%Y"), Day(2012_y / 12 / 31));
  EXPECT_EQ(ParseDate("03/01/2012", "%d/%m/%Y"), Day(2012_y / 1 / 3));
  EXPECT_EQ(ParseDate("03/01/2012", "%m/%d/%Y"), Day(2012_y / 3 / 1));
  EXPECT_EQ(ParseDate("2012-12-31", "%F"), Day(2012_y / 12 / 31));
  EXPECT_EQ(ParseDate("20121231", "%Y%m%d"), Day(2012_y / 12 / 31));
  EXPECT_EQ(ParseDate("31.12.2012", "%d.%m.%Y"), Day(2012_y / 12 / 31));
  EXPECT_EQ(ParseDate("31 Dec 2012", "%d %b %Y"), Day(2012_y / 12 / 31));
  EXPECT_EQ(ParseDate("3/1/2012", "%d/%m/%Y"), Day(2012_y / 1 / 3));
}

TEST(ParseDateTest, ReadsTheWholeTextOrNothing) {
  for (const auto* text :
       {"", " ", "31/12/2012 ", " 31/12/2012", "31/12/2012x", "31/12/20123", "31/12/", "31-12-2012",
        "31/12", "2012-12-31", "+1/12/2012", "1/+2/2012", "31/ 1/2012", "31/12/ 2012", "-1/12/2012",
        "aa/bb/cccc", "31/12/2012\n"}) {
    EXPECT_EQ(ParseDate(text, "%d/%m/%Y"), std::nullopt) << '"' << text << '"';
  }
  using std::string_view_literals::operator""sv;
  EXPECT_EQ(ParseDate("31/12/2012\0"sv, "%d/%m/%Y"), std::nullopt);
}

TEST(ParseDateTest, KnowsTheLengthOfMonths) {
  EXPECT_EQ(ParseDate("29/02/2012", "%d/%m/%Y"), Day(2012_y / 2 / 29));
  EXPECT_EQ(ParseDate("29/02/2000", "%d/%m/%Y"), Day(2000_y / 2 / 29));
  for (const auto* text : {"29/02/2013", "29/02/2100", "30/02/2012", "31/04/2012", "00/01/2012",
                           "01/00/2012", "32/01/2012", "01/13/2012"}) {
    EXPECT_EQ(ParseDate(text, "%d/%m/%Y"), std::nullopt) << text;
  }
}

TEST(ParseDateTest, RefusesAYearThatIsASlip) {
  EXPECT_EQ(ParseDate("31/12/12", "%d/%m/%Y"), std::nullopt);
  EXPECT_EQ(ParseDate("31/12/1900", "%d/%m/%Y"), std::nullopt);
  EXPECT_EQ(ParseDate("01/01/2200", "%d/%m/%Y"), std::nullopt);
  EXPECT_EQ(ParseDate("01/01/1901", "%d/%m/%Y"), Day(1901_y / 1 / 1));
  EXPECT_EQ(ParseDate("31/12/2199", "%d/%m/%Y"), Day(2199_y / 12 / 31));
}

TEST(ParseDateTest, AFormatThatNamesNoDayReadsNone) {
  for (const auto* format : {"", "%d/%m", "%Y", "%H:%M", "31/12/2012", "%Q"}) {
    EXPECT_EQ(ParseDate("31/12/2012", format), std::nullopt) << format;
  }
}

TEST(ParseDateTest, WhatIsWrittenIsReadBack) {
  for (Date day = 2011_y / 12 / 31; day < Day(2013_y / 1 / 2); day += Days(1)) {
    EXPECT_EQ(ParseDate(date::format("%d/%m/%Y", day), "%d/%m/%Y"), day);
    EXPECT_EQ(ParseDate(ToString(day), "%F"), day);
  }
}

}  // namespace
}  // namespace recourse::calendar
