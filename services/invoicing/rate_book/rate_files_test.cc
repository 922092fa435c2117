#include <gmock/gmock.h>

#include <filesystem>
#include <regex>

#include "libs/base/testing/golden_case.h"
#include "libs/base/testing/shared_file.h"
#include "services/invoicing/rate_book/rate_book.h"

// The data that ships: it says what its sources do, and nothing that no source was seen for.
namespace recourse::invoicing {
namespace {

using namespace date::literals;
using calendar::ParsePercent;
using testkit::CaseSays;

class RateFilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto book = LoadRateBook("services/invoicing/rates");
    ASSERT_TRUE(book) << book.error().message;
    book_ = *std::move(book);
  }

  std::string RateOf(const char* table, Date day) const {
    const auto step = book_.tables.at(table).StepOn(day);
    return step ? ToPercent(step->rate) : step.error().reason;
  }

  RateBook book_;
};

TEST_F(RateFilesTest, TheRussianKeyRateIsTheListOfItsSteps) {
  RECOURSE_NEEDS_SHARED_FILE(testkit::kGoldenCases);
  std::string text;
  for (const auto& one : testkit::GoldenCases("### 1.4")) {
    if (one.id == "RU-3") text = one.text;
  }
  const std::regex step(R"((\d{4}-\d\d-\d\d) (\d+\.\d\d))");
  const auto& steps = book_.tables.at("ru-key-rate").steps();
  std::size_t at = 0;
  for (std::sregex_iterator match(text.begin(), text.end(), step), end; match != end; ++match) {
    ASSERT_LT(at, steps.size());
    EXPECT_EQ(ToString(steps[at].from), (*match)[1]);
    EXPECT_EQ(steps[at].rate, ParsePercent((*match)[2].str())) << (*match)[1];
    const bool is_last = at + 1 == steps.size();
    EXPECT_EQ(steps[at].through, is_last ? steps[at].from : steps[at + 1].from - Days(1));
    ++at;
  }
  EXPECT_EQ(at, steps.size());
  EXPECT_EQ(at, 29u);
}

TEST_F(RateFilesTest, OfTheBankRateTheSeenReferenceDaysAreKnown) {
  EXPECT_EQ(RateOf("uk-bank-rate", 2005_y / 6 / 30), "4.75 % a year");
  EXPECT_EQ(RateOf("uk-bank-rate", 2023_y / 12 / 31), "5.25 % a year");
  EXPECT_TRUE(CaseSays("UK-6", {"H1-2024: 5.25", "1 Jul 2005: 4.75"}));
  for (const Date day : {Date(2005_y / 12 / 31), Date(2024_y / 6 / 30)}) {
    EXPECT_EQ(RateOf("uk-bank-rate", day), "RATE_UNKNOWN");
  }
}

TEST_F(RateFilesTest, OfTheGermanBaseRateTheSeenHalfYearsAreKnown) {
  EXPECT_EQ(RateOf("de-basiszinssatz", 2006_y / 7 / 1), "1.95 % a year");
  EXPECT_EQ(RateOf("de-basiszinssatz", 2008_y / 12 / 31), "3.19 % a year");
  EXPECT_EQ(RateOf("de-basiszinssatz", 2009_y / 1 / 1), "1.62 % a year");
  EXPECT_EQ(RateOf("de-basiszinssatz", 2016_y / 7 / 1), "-0.88 % a year");
  EXPECT_EQ(RateOf("de-basiszinssatz", 2022_y / 12 / 31), "-0.88 % a year");
  EXPECT_EQ(RateOf("de-basiszinssatz", 2023_y / 1 / 1), "1.62 % a year");
  EXPECT_EQ(RateOf("de-basiszinssatz", 2024_y / 1 / 1), "3.62 % a year");
  EXPECT_TRUE(
      CaseSays("DE-7", {"-0.88 % (1 Jul 2016 .. 31 Dec 2022)", "1.62 % (1 Jan 2023)",
                        "3.62 % (1 Jan 2024)", "3.19 -> 1.62 at 1 Jan 2009", "1.95 (1 Jul 2006)"}));
}

// Rates that were only remembered are not in the table, so these half-years are refused.
TEST_F(RateFilesTest, HalfYearsOfWhichNoSourceWasSeenAreRefused) {
  for (const Date day :
       {Date(2007_y / 1 / 1), Date(2009_y / 7 / 1), Date(2016_y / 6 / 30), Date(2023_y / 7 / 1),
        Date(2023_y / 12 / 31), Date(2024_y / 7 / 1), Date(2025_y / 1 / 1), Date(2025_y / 7 / 1)}) {
    EXPECT_EQ(RateOf("de-basiszinssatz", day), "RATE_UNKNOWN") << ToString(day);
  }
}

TEST_F(RateFilesTest, EveryRegimeHasATableButThatOfTheUnitedStates) {
  for (const Regime& regime : book_.regimes) {
    const auto& rate = std::get<TableRate>(regime.terms.rate);
    EXPECT_EQ(book_.tables.contains(rate.table), regime.name != "us-prompt-payment") << regime.name;
  }
  EXPECT_EQ(book_.regimes.size(), 10u);
}

// Data is copied beside the programs when the build is configured: after a change, configure again.
TEST_F(RateFilesTest, WhatShipsIsWhatIsTested) {
  const auto programs = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  const auto shipped = LoadRateBook(programs.parent_path() / "share" / "rates");
  ASSERT_TRUE(shipped) << shipped.error().message;
  EXPECT_EQ(shipped->regimes, book_.regimes);
  EXPECT_EQ(shipped->tariffs, book_.tariffs);
  ASSERT_EQ(shipped->tables.size(), book_.tables.size());
  for (const auto& [name, table] : book_.tables) {
    EXPECT_EQ(shipped->tables.at(name).steps(), table.steps()) << name;
    EXPECT_EQ(shipped->tables.at(name).version(), table.version()) << name;
  }
}

}  // namespace
}  // namespace recourse::invoicing
