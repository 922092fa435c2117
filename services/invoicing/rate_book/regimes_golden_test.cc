#include <gmock/gmock.h>

#include "libs/base/testing/golden_case.h"
#include "libs/base/testing/markdown_table.h"
#include "libs/base/testing/shared_file.h"
#include "services/invoicing/domain/interest.h"
#include "services/invoicing/rate_book/rate_book.h"

// Published answers by the regimes and rates that ship.
namespace recourse::invoicing {
namespace {

using namespace date::literals;
using calendar::Rate;
using ::testing::ElementsAre;
using testkit::CaseSays;

Money Of(std::int64_t minor_units, std::string_view currency) {
  return {minor_units, *Currency::Parse(currency)};
}

Rate Percent(std::string_view text) { return *calendar::ParsePercent(text); }

class RegimesGoldenTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto book = LoadRateBook("services/invoicing/rates");
    ASSERT_TRUE(book) << book.error().message;
    book_ = *std::move(book);
  }

  Expected<Interest, Failure> TryCompute(const char* regime, Money base, InterestDays days) const {
    const auto found = FindRegime(book_, regime, days.first);
    if (!found) return Unexpected{found.error()};
    const BaseFrom bases[] = {{days.first, base}};
    return ComputeInterest((*found)->terms, book_.tables, bases, days);
  }
  Interest Compute(const char* regime, Money base, InterestDays days) const {
    return *TryCompute(regime, base, days);
  }
  // Of one day's interest.
  Rate RateOn(const char* regime, Date day) const {
    return Compute(regime, Of(1'000'00, "EUR"), {day, day}).segments.front().rate;
  }
  std::string SumFor(const char* tariff, Money debt, Date arisen) const {
    return ToDecimal(*CompensationFor(**FindTariff(book_, tariff, arisen), debt));
  }

  RateBook book_;
};

TEST_F(RegimesGoldenTest, TheUkRateIsFixedForTheDebt) {
  EXPECT_EQ(RateOn("uk-late-payment", 2024_y / 1 / 1), Percent("13.25"));
  EXPECT_EQ(RateOn("uk-late-payment", 2024_y / 6 / 30), Percent("13.25"));
  EXPECT_EQ(RateOn("uk-late-payment", 2005_y / 7 / 1), Percent("12.75"));
  EXPECT_EQ(RateOn("uk-late-payment-rounded-once", 2005_y / 12 / 31), Percent("12.75"));
  EXPECT_TRUE(CaseSays("UK-6", {"13.25 %", "12.75 %"}));
  // Through a year in which the table says nothing more.
  const Interest interest =
      Compute("uk-late-payment", Of(1'000'00, "GBP"), {2024_y / 1 / 10, 2025_y / 1 / 9});
  ASSERT_EQ(interest.segments.size(), 1u);
  EXPECT_EQ(interest.segments.front().table, "uk-bank-rate");
  EXPECT_EQ(interest.segments.front().version, 1u);
}

TEST_F(RegimesGoldenTest, TwoPublishedAnswersAreTwoRegimes) {
  const InterestDays days{2024_y / 1 / 1, 2024_y / 2 / 19};
  EXPECT_EQ(Compute("uk-late-payment", Of(1'000'00, "GBP"), days).total, Of(18'00, "GBP"));
  EXPECT_EQ(Compute("uk-late-payment-rounded-once", Of(1'000'00, "GBP"), days).total,
            Of(18'15, "GBP"));
}

TEST_F(RegimesGoldenTest, TheUkFixedSumGoesByTheDebt) {
  RECOURSE_NEEDS_SHARED_FILE(testkit::kGoldenCases);
  const Date arisen = 2024_y / 1 / 1;
  const auto sum = [&](const char* debt) {
    return SumFor("uk-late-payment", *ParseMoney(debt, *Currency::Parse("GBP")), arisen);
  };
  EXPECT_EQ(sum("0.01"), "40.00");
  EXPECT_EQ(sum("999.99"), "40.00");
  EXPECT_EQ(sum("1000.00"), "70.00");
  EXPECT_EQ(sum("9999.99"), "70.00");
  EXPECT_EQ(sum("10000.00"), "100.00");
  const auto tables =
      testkit::MarkdownTables(testkit::SharedFile(testkit::kGoldenCases), "### 1.1");
  ASSERT_EQ(tables.size(), 2u);
  EXPECT_THAT(tables[1], ElementsAre(ElementsAre("0.01 .. 999.99", "40"),
                                     ElementsAre("1,000.00 .. 9,999.99", "70"),
                                     ElementsAre(">= 10,000.00", "100")));
}

TEST_F(RegimesGoldenTest, TheIrishRateIsThatOfTheHalfYear) {
  for (const char* regime :
       {"ie-late-payment-when-overdue", "ie-late-payment-when-paid", "eu-directive"}) {
    EXPECT_EQ(RateOn(regime, 2022_y / 1 / 1), Percent("8"));
    EXPECT_EQ(RateOn(regime, 2022_y / 6 / 30), Percent("8"));
    EXPECT_EQ(RateOn(regime, 2014_y / 7 / 1), Percent("8.15"));
    EXPECT_EQ(RateOn(regime, 2026_y / 1 / 1), Percent("10.15"));
    EXPECT_EQ(RateOn(regime, 2026_y / 6 / 30), Percent("10.15"));
  }
  EXPECT_TRUE(CaseSays("EU-1", {"from 1 Jan 2022, ECB 0.00", "8.00 % p.a."}));
  EXPECT_TRUE(CaseSays("EU-2", {"from 1 Jul 2014, ECB 0.15", "8.15 %"}));
  EXPECT_TRUE(CaseSays("EU-3", {"1 Jan-30 Jun 2026", "10.15 %"}));
}

TEST_F(RegimesGoldenTest, TheIrishDailyRateIsAPartOfAYearOf365Days) {
  const Interest day =
      Compute("ie-late-payment-when-overdue", Of(100, "EUR"), {2022_y / 1 / 1, 2022_y / 1 / 1});
  EXPECT_EQ(RoundedToParts(day.exact, 1'000'000), Fraction::Of(21'918, 1'000'000));
  EXPECT_TRUE(CaseSays("EU-1", {"daily 0.022 % (0.021918)"}));
}

TEST_F(RegimesGoldenTest, TheTwoIrishReadingsAskForDifferentDays) {
  const Money base = Of(1'000'00, "EUR");
  // The half-year of 1 July 2022 is not in the table: only one of them needs it.
  const InterestDays days{2022_y / 6 / 1, 2022_y / 8 / 1};
  EXPECT_EQ(Compute("ie-late-payment-when-overdue", base, days).segments.front().rate,
            Percent("8"));
  const auto paid = TryCompute("ie-late-payment-when-paid", base, days);
  ASSERT_FALSE(paid);
  EXPECT_EQ(paid.error().message,
            "Rate table ecb-main-refinancing, version 1, has no rate for 2022-07-01; it is known "
            "from 2014-07-01 through 2026-01-01 with gaps");
}

TEST_F(RegimesGoldenTest, FortyEurosAreOwedForEachLatePayment) {
  const Date arisen = 2023_y / 5 / 4;
  EXPECT_EQ(SumFor("eu-directive", Of(1, "EUR"), arisen), "40.00");
  EXPECT_EQ(SumFor("eu-directive", Of(1'000'000'00, "EUR"), arisen), "40.00");
  EXPECT_EQ(SumFor("de-business", Of(10'000'00, "EUR"), arisen), "40.00");
  EXPECT_TRUE(CaseSays("EU-8", {"EUR 40 without reminder"}));
  EXPECT_TRUE(CaseSays("DE-3", {"flat EUR 40, also per instalment"}));
  // Three late payments under one contract.
  Money owed = Of(0, "EUR");
  for (const std::int64_t debt : {500'00, 500'00, 750'00}) {
    owed = owed + *CompensationFor(**FindTariff(book_, "eu-directive", arisen), Of(debt, "EUR"));
  }
  EXPECT_EQ(owed, Of(120'00, "EUR"));
  EXPECT_TRUE(CaseSays("EU-7", {"k late payments under one contract", "k x EUR 40"}));
}

TEST_F(RegimesGoldenTest, TheGermanRatesAreTheBaseRateAndPoints) {
  EXPECT_EQ(RateOn("de-business", 2022_y / 3 / 1), Percent("8.12"));
  EXPECT_EQ(RateOn("de-consumer", 2022_y / 3 / 1), Percent("4.12"));
  EXPECT_EQ(RateOn("de-consumer", 2009_y / 1 / 1), Percent("6.62"));
  EXPECT_EQ(RateOn("de-business", 2009_y / 1 / 1), Percent("9.62"));
  EXPECT_TRUE(CaseSays(
      "DE-7", {"B2B 2022: 8.12 %, B2C 4.12 %", "consumer 6.62 %", "B2B (then +8) 9.62 %"}));
  EXPECT_TRUE(CaseSays("DE-1", {"consumer", "base + 5 pts"}));
  EXPECT_TRUE(CaseSays("DE-2", {"no consumer involved", "base + 9 pts"}));
}

TEST_F(RegimesGoldenTest, TheGermanRateStepsInsideOneDebt) {
  const Interest interest =
      Compute("de-business", Of(10'000'00, "EUR"), {2022_y / 12 / 1, 2023_y / 1 / 31});
  ASSERT_EQ(interest.segments.size(), 2u);
  EXPECT_EQ(interest.segments[0].to, Date(2022_y / 12 / 31));
  EXPECT_EQ(interest.segments[0].rate, Percent("8.12"));
  EXPECT_EQ(interest.segments[1].from, Date(2023_y / 1 / 1));
  EXPECT_EQ(interest.segments[1].rate, Percent("10.62"));
  EXPECT_TRUE(
      CaseSays("DE-5", {"base changes 1 Jan & 1 Jul", "rate STEPS inside one debt", "segments"}));
}

TEST_F(RegimesGoldenTest, TheRussianRateIsThatOfThePeriodsThroughTheDayOfPayment) {
  const Interest interest =
      Compute("ru-395", Of(100'000'00, "RUB"), {2024_y / 7 / 1, 2024_y / 9 / 30});
  EXPECT_EQ(ToDecimal(interest.total), "4412.57");
  std::vector<std::string> segments;
  for (const auto& segment : interest.segments) {
    segments.push_back(std::to_string(segment.days) + " d @" + ToPercent(segment.rate));
  }
  EXPECT_THAT(segments,
              ElementsAre("28 d @16.00 % a year", "49 d @18.00 % a year", "15 d @19.00 % a year"));
  EXPECT_EQ(interest.segments.back().to, Date(2024_y / 9 / 30));
  EXPECT_TRUE(CaseSays("RU-4", {"RUB 100000; 1 Jul-30 Sep 2024 inclusive",
                                "28 d @16, 49 d @18, 15 d @19; /366", "4412.57"}));
  EXPECT_TRUE(CaseSays("RU-1", {"key rate of the Bank of Russia in the respective periods",
                                "through the day of payment", "payment day included"}));
}

TEST_F(RegimesGoldenTest, TheRussianYearHasItsOwnLength) {
  const Interest interest =
      Compute("ru-395", Of(100'000'00, "RUB"), {2023_y / 12 / 31, 2024_y / 1 / 1});
  ASSERT_EQ(interest.segments.size(), 2u);
  EXPECT_EQ(interest.segments[0].time, Fraction::Of(1, 365));
  EXPECT_EQ(interest.segments[1].time, Fraction::Of(1, 366));
  EXPECT_TRUE(CaseSays("RU-2", {"old 360-day year is not applied", "actual days / 365 or 366"}));
}

TEST_F(RegimesGoldenTest, PromptPaymentIsRefusedUntilItsTableIsThere) {
  const InterestDays days{2013_y / 4 / 2, 2013_y / 6 / 15};
  const auto refused = TryCompute("us-prompt-payment", Of(1'500'00, "USD"), days);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "RATE_TABLE_MISSING");
  book_.tables.emplace("us-prompt-payment",
                       *calendar::RateTable::Make("us-prompt-payment", 1, "test",
                                                  {{days.first, days.first, Percent("6")}}));
  EXPECT_EQ(Compute("us-prompt-payment", Of(1'500'00, "USD"), days).total, Of(18'83, "USD"));
  EXPECT_TRUE(CaseSays("US-PP-2", {"18.83"}));
  EXPECT_EQ(Compute("us-prompt-payment", Of(1'500'00, "USD"), {days.first, days.last + Days(900)})
                .segments.back()
                .to,
            Date(2014_y / 4 / 1));
}

}  // namespace
}  // namespace recourse::invoicing
