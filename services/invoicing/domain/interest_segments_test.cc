#include <gmock/gmock.h>

#include "services/invoicing/domain/interest_kit.h"

namespace recourse::invoicing {
namespace {

using ::testing::ElementsAre;

std::vector<std::int64_t> Amounts(const Interest& interest) {
  std::vector<std::int64_t> amounts;
  for (const auto& segment : interest.segments) amounts.push_back(segment.amount.minor_units);
  return amounts;
}

std::vector<std::string> Spans(const Interest& interest) {
  std::vector<std::string> spans;
  for (const auto& segment : interest.segments) {
    spans.push_back(ToString(segment.from) + " " + ToString(segment.to));
  }
  return spans;
}

const calendar::RateTables kBaseRate = Table("base", {{2022_y / 7 / 1, 2022_y / 12 / 31, {-8'800}},
                                                      {2023_y / 1 / 1, 2023_y / 6 / 30, {16'200}}});

TEST(InterestSegmentsTest, ASegmentSaysHowItsInterestCameAbout) {
  const Interest interest = Compute(FromTable({"base", 90'000}), Of(10'000'00),
                                    {2022_y / 12 / 1, 2023_y / 1 / 31}, kBaseRate);
  ASSERT_EQ(interest.segments.size(), 2u);
  const InterestSegment& second = interest.segments[1];
  EXPECT_EQ(second.from, Date(2023_y / 1 / 1));
  EXPECT_EQ(second.to, Date(2023_y / 1 / 31));
  EXPECT_EQ(second.days, 31);
  EXPECT_EQ(second.rate, Percent("10.62"));
  EXPECT_EQ(second.table, "base");
  EXPECT_EQ(second.version, 7u);
  EXPECT_EQ(second.base, Of(10'000'00));
  EXPECT_EQ(second.time, Fraction::Of(31, 365));
  EXPECT_EQ(second.exact, Fraction::Of(1'000'000LL * 106'200 * 31, 365'000'000LL));
  EXPECT_EQ(second.amount, Of(90'20));
  EXPECT_EQ(interest.segments[0].rate, Percent("8.12"));
  EXPECT_EQ(interest.segments[0].amount, Of(68'96));
  EXPECT_EQ(interest.total, Of(159'16));
}

TEST(InterestSegmentsTest, AContractualRateNamesNoTable) {
  const Interest interest = Compute(Yearly("8"), Of(1'000'00), ForDays(1));
  EXPECT_EQ(interest.segments.front().table, "");
  EXPECT_EQ(interest.segments.front().version, 0u);
}

TEST(InterestSegmentsTest, TheBaseIsFollowedDayByDay) {
  const Date first = 2013_y / 3 / 1;
  // Paid in part on the 11th, frozen for five days, written down, paid on the last but one.
  const Interest interest = Compute(Yearly("36.5"),
                                    {{first - Days(5), Of(1'000'00)},
                                     {first + Days(10), Of(400'00)},
                                     {first + Days(20), Of(0)},
                                     {first + Days(25), Of(300'00)},
                                     {first + Days(29), Of(0)}},
                                    {first, first + Days(30)});
  EXPECT_THAT(Spans(interest), ElementsAre("2013-03-01 2013-03-10", "2013-03-11 2013-03-20",
                                           "2013-03-26 2013-03-29"));
  EXPECT_THAT(Amounts(interest), ElementsAre(10'00, 4'00, 1'20));
}

TEST(InterestSegmentsTest, ABaseThatIsRepeatedChangesNothing) {
  const Date first = 2013_y / 3 / 1;
  const Interest interest =
      Compute(Yearly("8"), {{first, Of(5)}, {first + Days(1), Of(5)}, {first + Days(2), Of(5)}},
              ForDays(9));
  EXPECT_THAT(Spans(interest), ElementsAre("2013-03-01 2013-03-09"));
}

TEST(InterestSegmentsTest, YearsOfTheirOwnLengthAreApart) {
  const InterestDays days{2023_y / 12 / 30, 2024_y / 1 / 3};
  const Interest interest = Compute(Yearly("10", DayCount::kActualActualIsda), Of(1'000'00), days);
  ASSERT_THAT(Spans(interest), ElementsAre("2023-12-30 2023-12-31", "2024-01-01 2024-01-03"));
  EXPECT_EQ(interest.segments[0].time, Fraction::Of(2, 365));
  EXPECT_EQ(interest.segments[1].time, Fraction::Of(3, 366));
  EXPECT_THAT(Spans(Compute(Yearly("10"), Of(1'000'00), days)),
              ElementsAre("2023-12-30 2024-01-03"));
  InterestTerms per_day = Daily("0.1");
  per_day.day_count = DayCount::kActualActualIsda;
  EXPECT_THAT(Spans(Compute(per_day, Of(1'000'00), days)), ElementsAre("2023-12-30 2024-01-03"));
}

TEST(InterestSegmentsTest, ALeapDayThatBearsInterestMakesTheYearLonger) {
  const auto years_of = [](Date first, Date last) {
    return Compute(Yearly("8", DayCount::kActualActualAfb), Of(1), {first, last})
        .segments.front()
        .time;
  };
  EXPECT_EQ(years_of(2024_y / 2 / 1, 2024_y / 2 / 28), Fraction::Of(28, 365));
  EXPECT_EQ(years_of(2024_y / 2 / 1, 2024_y / 2 / 29), Fraction::Of(29, 366));
  EXPECT_EQ(years_of(2024_y / 3 / 1, 2024_y / 3 / 31), Fraction::Of(31, 365));
}

TEST(InterestSegmentsTest, MonthsOfThirtyDaysAddUpAcrossSegments) {
  const Date first = 2013_y / 1 / 30;
  const Date last = 2013_y / 3 / 31;
  const auto years_of = [&](const std::vector<BaseFrom>& bases, DayCount count) {
    Fraction sum;
    for (const auto& segment : Compute(Yearly("8", count), bases, {first, last}).segments) {
      sum = sum + segment.time;
    }
    return sum;
  };
  for (const auto count : {DayCount::kThirty360Bond, DayCount::kThirtyE360, DayCount::kThirty360Us,
                           DayCount::kThirty365, DayCount::kActualActualAfb}) {
    const Fraction whole = years_of({{first, Of(1)}}, count);
    EXPECT_EQ(years_of({{first, Of(1)}, {2013_y / 2 / 28, Of(2)}, {2013_y / 3 / 31, Of(3)}}, count),
              whole);
    const bool by_calendar = count == DayCount::kActualActualAfb;
    const auto part =
        by_calendar ? Between(count, first, last + Days(1)) : Between(count, first - Days(1), last);
    EXPECT_EQ(whole, Fraction::Of(part.numerator, part.denominator));
  }
}

TEST(InterestSegmentsTest, RoundedOnceTheLargestRemaindersGetTheUnitsLeft) {
  const Date first = 2013_y / 3 / 1;
  const std::vector<BaseFrom> bases = {
      {first, Of(1'10)}, {first + Days(1), Of(1'40)}, {first + Days(2), Of(1'80)}};
  InterestTerms terms = Yearly("365");  // 1 % a day: 1.1, 1.4 and 1.8 cents.
  const Interest once = Compute(terms, bases, ForDays(3));
  EXPECT_EQ(once.total, Of(4));
  EXPECT_EQ(once.exact, Fraction::Of(43, 10));
  EXPECT_EQ(once.RoundingDifference(), Fraction::Of(-3, 10));
  EXPECT_THAT(Amounts(once), ElementsAre(1, 1, 2));
  terms.mode = RoundingMode::kTruncated;
  EXPECT_THAT(Amounts(Compute(terms, bases, ForDays(3))), ElementsAre(1, 1, 2));
  terms.rounding = Rounding::kEachSegment;
  EXPECT_THAT(Amounts(Compute(terms, bases, ForDays(3))), ElementsAre(1, 1, 1));
  terms.mode = RoundingMode::kHalfUp;
  EXPECT_THAT(Amounts(Compute(terms, bases, ForDays(3))), ElementsAre(1, 1, 2));
}

TEST(InterestSegmentsTest, OfEqualRemaindersTheEarlierSegmentGetsTheUnit) {
  const Date first = 2013_y / 3 / 1;
  const std::vector<BaseFrom> bases = {
      {first, Of(1'50)}, {first + Days(1), Of(2'50)}, {first + Days(2), Of(3'50)}};
  const Interest interest = Compute(Yearly("365"), bases, ForDays(3));
  EXPECT_EQ(interest.total, Of(8));
  EXPECT_THAT(Amounts(interest), ElementsAre(2, 3, 3));
}

TEST(InterestSegmentsTest, NegativeRatesMirror) {
  const Date first = 2013_y / 3 / 1;
  const std::vector<BaseFrom> bases = {{first, Of(1'50)}, {first + Days(1), Of(2'70)}};
  const Interest interest = Compute(Yearly("-365"), bases, ForDays(2));
  EXPECT_EQ(interest.total, Of(-4));
  EXPECT_THAT(Amounts(interest), ElementsAre(-1, -3));
}

TEST(InterestSegmentsTest, TheUkRateIsThatOfTheHalfYearBefore) {
  const auto tables = Table("bank", {{2012_y / 1 / 1, 2012_y / 6 / 29, {10'000}},
                                     {2012_y / 6 / 30, 2012_y / 6 / 30, {20'000}},
                                     {2012_y / 7 / 1, 2012_y / 12 / 31, {30'000}},
                                     {2013_y / 1 / 1, 2013_y / 1 / 1, {40'000}}});
  const TableRate rule{"bank", 80'000, ReferenceDay::kBeforeHalfYear, RateDay::kFirstDay};
  const auto rate_from = [&](Date first) {
    const Interest interest =
        Compute(FromTable(rule), Of(1'00), {first, first + Days(400)}, tables);
    EXPECT_EQ(interest.segments.size(), 1u);
    return interest.segments.front().rate;
  };
  EXPECT_EQ(rate_from(2012_y / 7 / 1), Percent("10"));
  EXPECT_EQ(rate_from(2012_y / 12 / 31), Percent("10"));
  EXPECT_EQ(rate_from(2013_y / 1 / 1), Percent("11"));
  EXPECT_EQ(rate_from(2013_y / 6 / 30), Percent("11"));
}

TEST(InterestSegmentsTest, ARateOfHalfYearsStepsWithThem) {
  TableRate rule{"base", 80'000, ReferenceDay::kHalfYearStart, RateDay::kEachDay};
  const auto points = Table("base", {{2022_y / 7 / 1, 2022_y / 7 / 1, {5'000}},
                                     {2023_y / 1 / 1, 2023_y / 1 / 1, {25'000}}});
  const Interest interest =
      Compute(FromTable(rule), Of(1'00), {2022_y / 12 / 1, 2023_y / 6 / 30}, points);
  EXPECT_THAT(Spans(interest), ElementsAre("2022-12-01 2022-12-31", "2023-01-01 2023-06-30"));
  EXPECT_EQ(interest.segments[1].rate, Percent("10.5"));
}

TEST(InterestSegmentsTest, InterestStopsWhereTheLawSaysSo) {
  InterestTerms terms = Yearly("8");
  terms.years_max = 1;
  const InterestDays days{2012_y / 4 / 2, 2015_y / 1 / 1};
  EXPECT_THAT(Spans(Compute(terms, Of(1'00), days)), ElementsAre("2012-04-02 2013-04-01"));
  const InterestDays leap{2012_y / 2 / 29, 2015_y / 1 / 1};
  EXPECT_THAT(Spans(Compute(terms, Of(1'00), leap)), ElementsAre("2012-02-29 2013-02-28"));
}

TEST(InterestSegmentsTest, CompoundedInterestBearsInterestAfterThePrincipalIsPaid) {
  InterestTerms terms = Yearly("36", DayCount::kActual360);  // 3 % in 30 days.
  terms.compounding = Compounding::kEvery30Days;
  const Date first = 2013_y / 3 / 1;
  const Interest interest =
      Compute(terms, {{first, Of(1'000'00)}, {first + Days(30), Of(0)}}, ForDays(60));
  ASSERT_THAT(Amounts(interest), ElementsAre(30'00, 90));
  EXPECT_EQ(interest.segments[1].compounded, Fraction(30'00));
}

TEST(InterestSegmentsTest, NoDaysOrNoBaseBearNothingAndNeedNoRate) {
  const TableRate rule{"base", 90'000};
  const Date day = 1999_y / 1 / 1;
  const Interest paid_in_time = Compute(FromTable(rule), Of(1'00), DaysLate(day, day), kBaseRate);
  EXPECT_EQ(paid_in_time.total, Of(0));
  EXPECT_TRUE(paid_in_time.segments.empty());
  EXPECT_TRUE(Compute(FromTable(rule), Of(0), {day, day + Days(9)}, kBaseRate).segments.empty());
}

// The bounds that are promised: 10^15 minor units and 100 years.
TEST(InterestSegmentsTest, TheLargestBaseAndTheLongestTimeFit) {
  const InterestDays century{1920_y / 1 / 1, 2019_y / 12 / 31};
  for (const auto count :
       {DayCount::kActual365Fixed, DayCount::kActual360, DayCount::kActualActualIsda,
        DayCount::kActualActualAfb, DayCount::kThirty360Bond, DayCount::kThirtyE360,
        DayCount::kThirty360Us, DayCount::kThirty365}) {
    const Interest interest = Compute(Yearly("13.2599", count), Of(kMoneyMax), century);
    EXPECT_GT(interest.total, Of(kMoneyMax * 13));
  }
  EXPECT_EQ(Compute(Yearly("13.2599", DayCount::kThirtyE360), Of(kMoneyMax), century).total,
            Of(13'259'900'000'000'000));
  InterestTerms monthly = Yearly("6", DayCount::kActual360);
  monthly.compounding = Compounding::kEvery30Days;
  const Interest compounded = Compute(monthly, Of(kMoneyMax), century);
  // 1,217 months and 15 days: 1.005^1217 * 1.0025 - 1, times 10^15.
  EXPECT_EQ(compounded.total, Of(432'692'127'675'610'285));
  EXPECT_EQ(compounded.segments.size(), 1218u);
}

}  // namespace
}  // namespace recourse::invoicing
