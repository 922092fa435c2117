#include "libs/calendar/rate_table.h"

#include <gtest/gtest.h>

namespace recourse::calendar {
namespace {

using namespace date::literals;

// Nothing is known of 2011.
const std::vector<RateStep> kSteps = {{2009_y / 1 / 1, 2009_y / 6 / 30, {16'200}},
                                      {2009_y / 7 / 1, 2010_y / 12 / 31, {1'200}},
                                      {2012_y / 1 / 1, 2012_y / 6 / 30, {-8'800}}};

const RateTable kTable = *RateTable::Make("de-basiszinssatz", 3, "Bundesbank", kSteps);

std::int64_t MillionthsOn(Date day) { return kTable.StepOn(day)->rate.millionths; }

void ExpectUnknown(Date day, const char* message) {
  const auto step = kTable.StepOn(day);
  ASSERT_FALSE(step);
  EXPECT_EQ(step.error(),
            (Failure{Failure::Kind::kPrecondition,
                     "RATE_UNKNOWN",
                     message,
                     {{"table", "de-basiszinssatz"}, {"version", "3"}, {"day", ToString(day)}}}));
}

TEST(RateTableTest, ARateIsInForceFromItsFirstDayThroughItsLast) {
  EXPECT_EQ(MillionthsOn(2009_y / 1 / 1), 16'200);
  EXPECT_EQ(MillionthsOn(2009_y / 6 / 30), 16'200);
  EXPECT_EQ(MillionthsOn(2009_y / 7 / 1), 1'200);
  EXPECT_EQ(MillionthsOn(2010_y / 12 / 31), 1'200);
  EXPECT_EQ(MillionthsOn(2012_y / 6 / 30), -8'800);
  EXPECT_EQ(*kTable.StepOn(2010_y / 1 / 1), kSteps[1]);
  EXPECT_EQ(kTable.known_through(), Date(2012_y / 6 / 30));
}

TEST(RateTableTest, ADayWithoutARateIsRefusedByName) {
  ExpectUnknown(2008_y / 12 / 31,
                "Rate table de-basiszinssatz, version 3, has no rate for 2008-12-31; it is known "
                "from 2009-01-01 through 2012-06-30");
  ExpectUnknown(2012_y / 7 / 1,
                "Rate table de-basiszinssatz, version 3, has no rate for 2012-07-01; it is known "
                "from 2009-01-01 through 2012-06-30");
}

TEST(RateTableTest, ARateIsNotCarriedOverAGap) {
  for (const Date day : {Date(2011_y / 1 / 1), Date(2011_y / 12 / 31)}) {
    ExpectUnknown(day, ("Rate table de-basiszinssatz, version 3, has no rate for " + ToString(day) +
                        "; it is known from 2009-01-01 through 2012-06-30 with gaps")
                           .c_str());
  }
}

TEST(RateTableTest, ATableThatIsMissingIsRefusedByName) {
  const RateTables tables{{"de-basiszinssatz", kTable}};
  EXPECT_EQ((*FindTable(tables, "de-basiszinssatz"))->version(), 3u);
  const auto missing = FindTable(tables, "uk-bank-rate");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().reason, "RATE_TABLE_MISSING");
  EXPECT_EQ(missing.error().message, "There is no rate table uk-bank-rate");
}

void ExpectInvalid(std::vector<RateStep> steps, const char* message) {
  const auto table = RateTable::Make("t", 1, "s", std::move(steps));
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().kind, Failure::Kind::kInvalid);
  EXPECT_EQ(table.error().reason, "RATE_TABLE_INVALID");
  EXPECT_EQ(table.error().message, message);
}

TEST(RateTableTest, RefusesStepsThatContradictEachOther) {
  const Date first = 2012_y / 1 / 1;
  ExpectInvalid({}, "Rate table t: no step, expected one at least");
  ExpectInvalid({{first, first - Days(1), {}}},
                "Rate table t: a step from 2012-01-01 through 2011-12-31, expected its last day "
                "not before its first");
  ExpectInvalid({{first, first + Days(9), {}}, {first + Days(9), first + Days(20), {}}},
                "Rate table t: a step from 2012-01-10, expected a day after 2012-01-10");
  ExpectInvalid({{first, first, {1'000, RatePeriod::kDay}}},
                "Rate table t: 0.10 % a day from 2012-01-01, expected a rate per year of 10000 % "
                "at most");
  ExpectInvalid({{first, first, {-kRateMaxMillionths - 1}}},
                "Rate table t: -10000.0001 % a year from 2012-01-01, expected a rate per year of "
                "10000 % at most");
}

}  // namespace
}  // namespace recourse::calendar
