#include "libs/bank_statement/mt_date.h"

#include <gtest/gtest.h>

namespace recourse::bank_statement {
namespace {

using namespace date::literals;

TEST(MtDateTest, TheCenturyIsSwifts) {
  EXPECT_EQ(ReadMtDate("800101"), Date(1980_y / 1 / 1));
  EXPECT_EQ(ReadMtDate("991231"), Date(1999_y / 12 / 31));
  EXPECT_EQ(ReadMtDate("000101"), Date(2000_y / 1 / 1));
  EXPECT_EQ(ReadMtDate("791231"), Date(2079_y / 12 / 31));
}

TEST(MtDateTest, WhatIsNoDayIsNothing) {
  for (const auto* const text : {"", "26010", "2601010", "260230", "261301", "2601 1", "26-101"}) {
    EXPECT_FALSE(ReadMtDate(text)) << text;
    const bool is_february = std::string_view(text) == "260230";
    EXPECT_EQ(ReadMtValueDate(text).has_value(), is_february) << text;
  }
}

TEST(MtDateTest, AValueDateMayBeTheThirtiethOfFebruary) {
  EXPECT_EQ(ReadMtValueDate("160230"), Date(2016_y / 2 / 29));
  EXPECT_EQ(ReadMtValueDate("160229"), Date(2016_y / 2 / 29));
  EXPECT_EQ(ReadMtValueDate("150230"), Date(2015_y / 2 / 28));
  EXPECT_EQ(ReadMtValueDate("150229"), Date(2015_y / 2 / 28));
  EXPECT_FALSE(ReadMtValueDate("150231"));
  EXPECT_FALSE(ReadMtValueDate("150431"));
}

TEST(MtDateTest, AnEntryDateIsTheNearestDayOfItsName) {
  EXPECT_EQ(ReadMtEntryDate("1230", 2026_y / 1 / 1), Date(2025_y / 12 / 30));
  EXPECT_EQ(ReadMtEntryDate("0105", 2014_y / 12 / 31), Date(2015_y / 1 / 5));
  EXPECT_EQ(ReadMtEntryDate("0701", 2026_y / 6 / 29), Date(2026_y / 7 / 1));
  EXPECT_EQ(ReadMtEntryDate("0101", 2026_y / 6 / 30), Date(2026_y / 1 / 1));
  EXPECT_EQ(ReadMtEntryDate("0101", 2026_y / 7 / 4), Date(2027_y / 1 / 1));
  EXPECT_EQ(ReadMtEntryDate("0229", 2023_y / 12 / 1), Date(2024_y / 2 / 29));
  EXPECT_FALSE(ReadMtEntryDate("0229", 2023_y / 3 / 1));
  EXPECT_FALSE(ReadMtEntryDate("0229", 2026_y / 3 / 1));
  EXPECT_FALSE(ReadMtEntryDate("1301", 2026_y / 3 / 1));
  EXPECT_FALSE(ReadMtEntryDate("101", 2026_y / 3 / 1));
}

}  // namespace
}  // namespace recourse::bank_statement
