#include <gtest/gtest.h>

#include "services/invoicing/domain/interest_kit.h"

namespace recourse::invoicing {
namespace {

const Date kFirst = 2013_y / 3 / 1;

void ExpectRefused(const InterestTerms& terms, const std::vector<BaseFrom>& bases,
                   InterestDays days, const char* reason, const std::string& message,
                   const calendar::RateTables& tables = {}) {
  const auto interest = ComputeInterest(terms, tables, bases, days);
  ASSERT_FALSE(interest) << reason;
  EXPECT_EQ(interest.error().reason, reason);
  EXPECT_EQ(interest.error().message, message);
  EXPECT_FALSE(interest.error().values.empty());
}

void ExpectTermsRefused(const InterestTerms& terms, const char* message) {
  ExpectRefused(terms, {{kFirst, Of(1)}}, ForDays(1), "TERMS_INVALID", message);
}

TEST(InterestRefusalsTest, TermsThatCannotBeMeant) {
  InterestTerms terms;
  terms.rate = calendar::Rate{calendar::kRateMaxMillionths + 1};
  ExpectTermsRefused(terms, "rate is 100000001 millionths, expected 10000 % at most");
  terms.rate = TableRate{.table = "t", .margin_millionths = -calendar::kRateMaxMillionths - 1};
  ExpectTermsRefused(terms, "rate.margin is -100000001 millionths, expected 10000 % at most");
  terms = Yearly("8");
  terms.years_max = kInterestYearsMax + 1;
  ExpectTermsRefused(terms, "years_max is 101, expected 0 to 100");
  terms.years_max = -1;
  ExpectTermsRefused(terms, "years_max is -1, expected 0 to 100");
}

TEST(InterestRefusalsTest, ADailyAmountWhereADayHasNone) {
  for (const auto count : {DayCount::kActualActualAfb, DayCount::kThirty360Bond,
                           DayCount::kThirtyE360, DayCount::kThirty360Us, DayCount::kThirty365}) {
    ExpectTermsRefused(Yearly("8", count, Rounding::kDaily),
                       "rounding is daily, expected a day count of calendar days (act/365, "
                       "act/360, act/act ISDA)");
  }
  InterestTerms per_day = Daily("0.1");
  per_day.rounding = Rounding::kDaily;
  per_day.day_count = DayCount::kThirtyE360;
  EXPECT_EQ(Compute(per_day, Of(1'000'00), ForDays(31)).total, Of(31'00));
}

void ExpectBasesRefused(const std::vector<BaseFrom>& bases, const char* message) {
  ExpectRefused(Yearly("8"), bases, ForDays(3), "BASES_INVALID", message);
}

TEST(InterestRefusalsTest, BasesThatSayTooLittleOrTooMuch) {
  ExpectBasesRefused({}, "bases is missing, expected one at least");
  ExpectBasesRefused({{kFirst + Days(1), Of(1)}},
                     "bases[0].from is 2013-03-02, expected 2013-03-01 at the latest");
  ExpectBasesRefused({{kFirst, Of(1)}, {kFirst, Of(2)}},
                     "bases[1].from is 2013-03-01, expected a day after 2013-03-01");
  ExpectBasesRefused({{kFirst, Of(1)}, {kFirst + Days(1), Of(1, "USD")}},
                     "bases[1].base is 0.01 USD, expected an amount in EUR");
  ExpectBasesRefused({{kFirst, Of(-1)}},
                     "bases[0].base is -0.01 EUR, expected 0 to 10000000000000.00 EUR");
  ExpectBasesRefused({{kFirst, Of(kMoneyMax + 1)}},
                     "bases[0].base is 10000000000000.01 EUR, expected 0 to 10000000000000.00 EUR");
}

TEST(InterestRefusalsTest, MoreThanACentury) {
  const auto refuse = [&](Date first, Date last, const char* message) {
    ExpectRefused(Yearly("8"), {{first, Of(1)}}, {first, last}, "DAYS_INVALID", message);
  };
  refuse(1920_y / 1 / 1, 2020_y / 1 / 1,
         "last is 2020-01-01, expected within 100 years of 1920-01-01");
  InterestTerms one_year = Yearly("8");
  one_year.years_max = 1;
  ExpectRefused(one_year, {{kFirst, Of(1)}}, {kFirst, kFirst + Days(40'000)}, "DAYS_INVALID",
                "last is 2122-09-06, expected within 100 years of 2013-03-01");
}

TEST(InterestRefusalsTest, WhatDoesNotFitIsNotWrong) {
  const InterestDays century{1920_y / 1 / 1, 2019_y / 12 / 31};
  const char* const message = "interest is more than 64 bits of minor units, expected less";
  for (const auto rounding : {Rounding::kOnce, Rounding::kEachSegment, Rounding::kDaily}) {
    ExpectRefused(Yearly("10000", DayCount::kActual365Fixed, rounding),
                  {{century.first, Of(kMoneyMax)}}, century, "INTEREST_TOO_LARGE", message);
  }
  InterestTerms monthly = Yearly("10000", DayCount::kActual360);
  monthly.compounding = Compounding::kEvery30Days;
  ExpectRefused(monthly, {{century.first, Of(1)}}, century, "INTEREST_TOO_LARGE", message);
}

const calendar::RateTables kTables = Table("base", {{2012_y / 1 / 1, 2013_y / 6 / 30, {16'200}}});

TEST(InterestRefusalsTest, ADayWithoutARateByName) {
  const InterestTerms terms = FromTable({.table = "base"});
  ExpectRefused(terms, {{kFirst, Of(1)}}, {kFirst, 2013_y / 7 / 1}, "RATE_UNKNOWN",
                "Rate table base, version 7, has no rate for 2013-07-01; it is known from "
                "2012-01-01 through 2013-06-30",
                kTables);
  EXPECT_EQ(Compute(terms, {{kFirst, Of(1'000'00)}, {2013_y / 7 / 1, Of(0)}},
                    {kFirst, 2013_y / 7 / 1}, kTables)
                .segments.size(),
            1u);
}

TEST(InterestRefusalsTest, AFixedRateIsRefusedOnTheDayThatItRefersTo) {
  InterestTerms terms =
      FromTable({"base", 80'000, ReferenceDay::kBeforeHalfYear, RateDay::kFirstDay});
  ExpectRefused(terms, {{2012_y / 3 / 1, Of(1)}}, {2012_y / 3 / 1, 2012_y / 3 / 9}, "RATE_UNKNOWN",
                "Rate table base, version 7, has no rate for 2011-12-31; it is known from "
                "2012-01-01 through 2013-06-30",
                kTables);
}

TEST(InterestRefusalsTest, ATableThatIsMissing) {
  ExpectRefused(FromTable({.table = "us-prompt-payment"}), {{kFirst, Of(1)}}, ForDays(1),
                "RATE_TABLE_MISSING", "There is no rate table us-prompt-payment", kTables);
}

}  // namespace
}  // namespace recourse::invoicing
