#include "libs/calendar/day_count.h"

#include <gtest/gtest.h>

#include <map>

#include "libs/base/testing/markdown_table.h"
#include "libs/base/testing/shared_file.h"
#include "libs/calendar/parse_date.h"

namespace recourse::calendar {
namespace {

using namespace date::literals;

Date Day(std::string_view text) { return *ParseDate(text, "%F"); }

constexpr std::string_view kCases = "golden/cases.md";

// The table has some cells with ten digits only. One day more or less would be 10^-6 at least.
constexpr double kTolerance = 1e-11;

// The regular period of each row of the ISDA memorandum, which the table leaves out.
const std::map<std::string, ReferencePeriod> kReferenceOf = {
    {"2003-11-01", {2003_y / 11 / 1, 2004_y / 5 / 1}},
    {"1999-02-01", {1998_y / 7 / 1, 1999_y / 7 / 1}},
    {"1999-07-01", {1999_y / 7 / 1, 2000_y / 7 / 1}},
    {"2002-08-15", {2003_y / 1 / 15, 2003_y / 7 / 15}},
    {"2003-07-15", {2003_y / 7 / 15, 2004_y / 1 / 15}},
    {"1999-07-30", {1999_y / 7 / 30, 2000_y / 1 / 30}},
    {"2000-01-30", {2000_y / 1 / 30, 2000_y / 7 / 30}},
};

TEST(DayCountGoldenTest, ActualActualIsThatOfTheIsdaMemorandum) {
  RECOURSE_NEEDS_SHARED_FILE(kCases);
  const auto rows = testkit::MarkdownTable(testkit::SharedFile(kCases), "### 2.1");
  ASSERT_EQ(rows.size(), kReferenceOf.size());
  for (const auto& row : rows) {
    ASSERT_EQ(row.size(), 5u);
    const Date start = Day(row[0]);
    const Date end = Day(row[1]);
    const auto expect = [&](const YearFraction& fraction, const std::string& expected) {
      EXPECT_NEAR(ToDouble(fraction), std::stod(expected), kTolerance) << row[0];
    };
    expect(Between(DayCount::kActualActualIsda, start, end), row[2]);
    expect(BetweenIsma(start, end, kReferenceOf.at(row[0])), row[3]);
    expect(Between(DayCount::kActualActualAfb, start, end), row[4]);
  }
}

TEST(DayCountGoldenTest, Thirty360IsThatOfTheIsdaSpreadsheet) {
  RECOURSE_NEEDS_SHARED_FILE(kCases);
  const auto rows = testkit::MarkdownTable(testkit::SharedFile(kCases), "### 2.2");
  ASSERT_EQ(rows.size(), 33u);
  int compared = 0;
  for (const auto& row : rows) {
    ASSERT_EQ(row.size(), 6u);
    const auto expect = [&](DayCount count, const std::string& expected) {
      if (expected == "–") return;
      EXPECT_EQ(CountDays(count, Day(row[0]), Day(row[1])), std::stoi(expected))
          << row[0] << " " << row[1];
      ++compared;
    };
    expect(DayCount::kThirty360Bond, row[2]);
    expect(DayCount::kThirtyE360, row[3]);
    expect(DayCount::kThirty360Us, row[4]);
    expect(DayCount::kActual365Fixed, row[5]);
  }
  EXPECT_EQ(compared, 27 + 33 + 27 + 33);
}

TEST(DayCountTest, Thirty365CountsMonthsOfThirtyDays) {
  const auto days = [](std::string_view start, std::string_view end) {
    return CountDays(DayCount::kThirty365, Day(start), Day(end));
  };
  EXPECT_EQ(days("2011-06-17", "2012-12-30"), 553);
  EXPECT_EQ(days("2025-03-31", "2025-04-30"), 30);
  EXPECT_EQ(days("2024-09-30", "2025-03-31"), 180);
  EXPECT_EQ(days("2025-03-30", "2025-03-31"), 0);
  EXPECT_EQ(Between(DayCount::kThirty365, 2011_y / 6 / 17, 2012_y / 12 / 30),
            (YearFraction{553, 365}));
}

TEST(DayCountTest, ActualDaysOverAFixedYear) {
  EXPECT_EQ(Between(DayCount::kActual365Fixed, 2012_y / 1 / 1, 2013_y / 1 / 1),
            (YearFraction{366, 365}));
  EXPECT_EQ(Between(DayCount::kActual360, 2012_y / 4 / 1, 2012_y / 4 / 11), (YearFraction{1, 36}));
}

TEST(DayCountTest, FractionsAreExact) {
  EXPECT_EQ(Between(DayCount::kActualActualIsda, 2003_y / 11 / 1, 2004_y / 5 / 1),
            (YearFraction{61 * 366 + 121 * 365, 365 * 366}));
  EXPECT_EQ(Between(DayCount::kActualActualIsda, 2011_y / 1 / 1, 2014_y / 1 / 1),
            (YearFraction{3, 1}));
}

TEST(DayCountTest, LeapDaysCountWhereTheyLie) {
  EXPECT_EQ(Between(DayCount::kActualActualAfb, 2008_y / 2 / 29, 2009_y / 2 / 28),
            (YearFraction{1, 1}));
  EXPECT_EQ(Between(DayCount::kActualActualAfb, 2007_y / 2 / 28, 2008_y / 2 / 29),
            (YearFraction{1, 1}));
  EXPECT_EQ(Between(DayCount::kActualActualAfb, 2012_y / 2 / 29, 2012_y / 3 / 1),
            (YearFraction{1, 366}));
  EXPECT_EQ(Between(DayCount::kActualActualAfb, 2012_y / 3 / 1, 2012_y / 3 / 2),
            (YearFraction{1, 365}));
}

TEST(DayCountTest, IsmaSplitsAlongRegularPeriods) {
  const ReferencePeriod half_year{2003_y / 1 / 15, 2003_y / 7 / 15};
  // Two whole periods before the reference, and one day of the one after it.
  EXPECT_EQ(BetweenIsma(2002_y / 1 / 15, 2003_y / 1 / 15, half_year), (YearFraction{1, 1}));
  EXPECT_EQ(BetweenIsma(2003_y / 7 / 15, 2003_y / 7 / 16, half_year), (YearFraction{1, 184 * 2}));
  EXPECT_EQ(BetweenIsma(2002_y / 1 / 15, 2003_y / 7 / 16, half_year),
            (YearFraction{3 * 184 + 1, 184 * 2}));
}

TEST(DayCountTest, NoTimeIsNothing) {
  const Date day = 2012_y / 2 / 29;
  for (const auto count :
       {DayCount::kActual365Fixed, DayCount::kActual360, DayCount::kActualActualIsda,
        DayCount::kActualActualAfb, DayCount::kThirty360Bond, DayCount::kThirtyE360,
        DayCount::kThirty360Us, DayCount::kThirty365}) {
    EXPECT_EQ(Between(count, day, day), YearFraction{});
  }
  EXPECT_EQ(BetweenIsma(day, day, {2012_y / 1 / 1, 2012_y / 7 / 1}), YearFraction{});
}

TEST(DayCountTest, TimeDoesNotRunBackwards) {
  EXPECT_DEATH((void)Between(DayCount::kActual360, 2012_y / 1 / 2, 2012_y / 1 / 1), "start");
}

}  // namespace
}  // namespace recourse::calendar
