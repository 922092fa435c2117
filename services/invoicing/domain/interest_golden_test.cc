#include <gmock/gmock.h>

#include "libs/base/testing/golden_case.h"
#include "services/invoicing/domain/interest_kit.h"

// Published answers that need no published rate. Those that do are in
// rate_book/regimes_golden_test.cc.
namespace recourse::invoicing {
namespace {

using testkit::CaseSays;

std::string Total(const Interest& interest) { return ToDecimal(interest.total); }

TEST(InterestGoldenTest, TheDailyAmountIsRoundedFirst) {
  const InterestTerms terms = Yearly("8.5", DayCount::kActual365Fixed, Rounding::kDaily);
  EXPECT_EQ(Total(Compute(terms, Of(1'000'00), ForDays(365))), "83.95");  // 365 times 0.23.
  EXPECT_EQ(Total(Compute(terms, Of(1'000'00), ForDays(1))), "0.23");
  EXPECT_EQ(Total(Compute(terms, Of(1'000'00), ForDays(50))), "11.50");
  EXPECT_TRUE(CaseSays("UK-1", {"GBP 1000", "8.5 %", "50 days", "daily amount rounded first",
                                "daily 0.23", "11.50"}));
}

TEST(InterestGoldenTest, TheSumIsRoundedOnce) {
  EXPECT_EQ(Total(Compute(Yearly("8.5"), Of(1'000'00), ForDays(365))), "85.00");
  EXPECT_TRUE(CaseSays("UK-1", {"annual 85.00"}));
  EXPECT_EQ(Total(Compute(Yearly("8.5"), Of(1'000'00), ForDays(50))), "11.64");
  EXPECT_TRUE(CaseSays("UK-2", {"no intermediate rounding", "11.64"}));
}

TEST(InterestGoldenTest, BothRoundingsOfTheCountyCourtRate) {
  const InterestTerms daily = Yearly("8", DayCount::kActual365Fixed, Rounding::kDaily);
  EXPECT_EQ(Total(Compute(daily, Of(1'000'00), ForDays(1))), "0.22");
  EXPECT_EQ(Total(Compute(daily, Of(1'000'00), ForDays(25))), "5.50");
  EXPECT_EQ(Total(Compute(Yearly("8"), Of(1'000'00), ForDays(25))), "5.48");
  EXPECT_EQ(Total(Compute(Yearly("8"), Of(1'000'00), ForDays(50))), "10.96");
  EXPECT_TRUE(CaseSays("UK-3", {"GBP 1000", "8 %", "25 days", "daily 0.22", "5.50",
                                "unrounded 5.48", "50 days unrounded 10.96"}));
}

TEST(InterestGoldenTest, TheDueDayIsNotCountedTheDayOfPaymentIs) {
  const auto days_between = [](Date due, Date paid) {
    const Interest interest = Compute(Yearly("8"), Of(1'000'00), DaysLate(due, paid));
    EXPECT_EQ(interest.segments.front().from, due + Days(1));
    EXPECT_EQ(interest.segments.back().to, paid);
    return interest.segments.front().days;
  };
  EXPECT_EQ(days_between(2013_y / 4 / 1, 2013_y / 5 / 16), 45);
  EXPECT_TRUE(CaseSays("UK-5", {"due 1 Apr, paid 16 May", "2 Apr..16 May inclusive = 45"}));
  EXPECT_EQ(days_between(2021_y / 7 / 1, 2021_y / 7 / 5), 4);
  EXPECT_TRUE(CaseSays("DE-11", {"due 1 Jul 2021, paid 5 Jul 2021", "4 interest days"}));
}

TEST(InterestGoldenTest, TheYearIsNotRoundedBeforeItIsMultiplied) {
  EXPECT_EQ(Total(Compute(Yearly("13.25"), Of(2'000'00), ForDays(45))), "32.67");
  EXPECT_TRUE(CaseSays("UK-8", {"GBP 2000, 13.25 %, 45 days", "exact 32.67"}));
}

// A table that steps while the debt is open.
const calendar::RateTables kStepping = Table(
    "ecb", {{2022_y / 1 / 1, 2022_y / 6 / 30, {0}}, {2022_y / 7 / 1, 2022_y / 12 / 31, {5'000}}});

TEST(InterestGoldenTest, OneOfTwoRatesIsFixedForTheDebt) {
  const InterestDays days = DaysLate(2022_y / 6 / 15, 2022_y / 8 / 15);
  TableRate rate{"ecb", 80'000, ReferenceDay::kHalfYearStart, RateDay::kFirstDay};
  const Interest overdue = Compute(FromTable(rate), Of(1'000'00), days, kStepping);
  ASSERT_EQ(overdue.segments.size(), 1u);
  EXPECT_EQ(overdue.segments.front().rate, Percent("8"));
  rate.day = RateDay::kLastDay;
  const Interest paid = Compute(FromTable(rate), Of(1'000'00), days, kStepping);
  ASSERT_EQ(paid.segments.size(), 1u);
  EXPECT_EQ(paid.segments.front().rate, Percent("8.5"));
  EXPECT_TRUE(CaseSays("EU-4", {"ONE rate only", "in force on the payment date",
                                "the date the payment became overdue", "must be a parameter"}));
}

// 210 days of interest are those from 1 January through 30 July; by the calendar the published
// figures leave out the first day.
TEST(InterestGoldenTest, ThirtyDaysToAMonthAndDaysByTheCalendarDiffer) {
  const Date start = 2016_y / 1 / 1;
  const Date end = 2016_y / 7 / 30;
  const Interest thirty =
      Compute(Yearly("6", DayCount::kThirtyE360), Of(10'000'00), InterestDays{start, end});
  EXPECT_EQ(thirty.segments.front().days, 210);
  EXPECT_EQ(Total(thirty), "350.00");
  const InterestDays later{start + Days(1), end};
  EXPECT_EQ(Total(Compute(Yearly("6"), Of(10'000'00), later)), "346.85");
  EXPECT_EQ(Total(Compute(Yearly("6", DayCount::kActualActualIsda), Of(10'000'00), later)),
            "345.90");
  EXPECT_TRUE(CaseSays("DE-10", {"EUR 10000, 6 %, 1.1.2016..30.7.2016", "210 Zinstage", "350.00",
                                 "act/365 346.85", "act/366 345.90"}));
}

TEST(InterestGoldenTest, TheDivisorIsAParameter) {
  const InterestDays year{2024_y / 1 / 1, 2024_y / 12 / 31};
  const auto total = [&](DayCount count) {
    return Total(Compute(Yearly("10", count), Of(3'660'00), year));
  };
  EXPECT_EQ(total(DayCount::kActual365Fixed), "367.00");    // 366 days over 365.
  EXPECT_EQ(total(DayCount::kActualActualIsda), "366.00");  // Over 366.
  EXPECT_EQ(total(DayCount::kThirtyE360), "366.00");        // 360 days over 360.
  EXPECT_EQ(total(DayCount::kActual360), "372.10");         // 366 days over 360.
  EXPECT_TRUE(CaseSays("DE-12", {"/365, /366 in leap years", "360-day method", "parameter"}));
}

TEST(InterestGoldenTest, ARatePerDayIsTakenTimesTheDays) {
  const Interest interest = Compute(Daily("0.1"), Of(100'000'00, "RUB"), ForDays(30));
  EXPECT_EQ(Total(interest), "3000.00");
  EXPECT_EQ(interest.segments.front().time, Fraction(30));
  EXPECT_TRUE(CaseSays("RU-6", {"0.1 %/day, RUB 100000, 30 days", "3000.00"}));
}

InterestTerms PromptPayment(std::string_view percent) {
  InterestTerms terms = Yearly(percent, DayCount::kActual360);
  terms.compounding = Compounding::kEvery30Days;
  return terms;
}

TEST(InterestGoldenTest, PromptPaymentIsSimpleAtFirst) {
  const Interest interest =
      Compute(PromptPayment("6.5"), Of(1'500'00, "USD"), DaysLate(2013_y / 4 / 1, 2013_y / 4 / 11));
  EXPECT_EQ(interest.segments.front().days, 10);
  EXPECT_EQ(Total(interest), "2.71");
  EXPECT_TRUE(CaseSays("US-PP-1", {"$1500, due 1 Apr, paid 11 Apr", "10 days: 2..11 Apr", "6.5 %",
                                   "act/360", "2.71"}));
}

TEST(InterestGoldenTest, PromptPaymentCompoundsByTheMonth) {
  const Interest interest =
      Compute(PromptPayment("6"), Of(1'500'00, "USD"), DaysLate(2013_y / 4 / 1, 2013_y / 6 / 15));
  EXPECT_EQ(Total(interest), "18.83");
  // Two months and 15 days, each on what had accrued before.
  ASSERT_EQ(interest.segments.size(), 3u);
  EXPECT_EQ(interest.segments[0].days, 30);
  EXPECT_EQ(interest.segments[0].exact, Fraction(750));
  EXPECT_EQ(interest.segments[1].days, 30);
  EXPECT_EQ(interest.segments[1].compounded, Fraction(750));
  EXPECT_EQ(interest.segments[1].exact, Fraction::Of(75375, 100));
  EXPECT_EQ(interest.segments[2].days, 15);
  EXPECT_TRUE(CaseSays("US-PP-2", {"$1500, 6 %, due 1 Apr, paid 15 Jun", "n=2 months, d=15",
                                   "18.83", "d=14 would give 18.57"}));
  EXPECT_EQ(Total(Compute(PromptPayment("6"), Of(1'500'00, "USD"),
                          DaysLate(2013_y / 4 / 1, 2013_y / 6 / 14))),
            "18.57");
}

TEST(InterestGoldenTest, PromptPaymentIsSimpleUpToThirtyDaysAtTheRateOfTheFirst) {
  InterestTerms terms =
      FromTable({"ecb", 60'000, ReferenceDay::kSameDay, RateDay::kFirstDay}, DayCount::kActual360);
  const auto exact_for = [&](Compounding compounding, int days_late) {
    terms.compounding = compounding;
    const Date due = 2022_y / 6 / 15;
    const Interest interest =
        Compute(terms, Of(1'500'00, "USD"), DaysLate(due, due + Days(days_late)), kStepping);
    for (const auto& segment : interest.segments) EXPECT_EQ(segment.rate, Percent("6"));
    return interest.exact;
  };
  for (const int late : {1, 29, 30}) {
    EXPECT_EQ(exact_for(Compounding::kEvery30Days, late), exact_for(Compounding::kSimple, late));
  }
  EXPECT_GT(exact_for(Compounding::kEvery30Days, 31), exact_for(Compounding::kSimple, 31));
  EXPECT_TRUE(CaseSays("US-PP-5", {"< 31 days late simple", "compound monthly",
                                   "rate in effect on the day after due date, fixed"}));
}

TEST(InterestGoldenTest, PartsOfABankersYearArePercent) {
  const auto part = calendar::Between(DayCount::kActual360, 2013_y / 4 / 1, 2013_y / 4 / 6);
  const Fraction percent = Fraction::Of(part.numerator, part.denominator) * Fraction(100);
  EXPECT_EQ(RoundedToParts(percent, 10), Fraction::Of(14, 10));
  EXPECT_EQ(RoundedToParts(percent, 10'000), Fraction::Of(13'889, 10'000));
  EXPECT_TRUE(CaseSays("US-PP-4", {"(5/360)*100", "1.4 (1.3889)"}));
}

}  // namespace
}  // namespace recourse::invoicing
