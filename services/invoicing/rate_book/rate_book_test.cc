#include "services/invoicing/rate_book/rate_book.h"

#include <gtest/gtest.h>

#include <fstream>

#include "libs/base/testing/temp_folder.h"

namespace recourse::invoicing {
namespace {

using namespace date::literals;

constexpr char kTable[] =
    "name = \"bank\"\nversion = 3\nsource = \"the bank\"\nknown_through = 2014-06-30\n"
    "steps = [\n"
    "  {from = 2012-01-01, percent = \"1.62\"},\n"
    "  {from = 2012-07-01, through = 2012-12-31, percent = \"-0.88\"},\n"
    "  {from = 2014-01-01, percent = \"3\"},\n"
    "]\n";

std::string Replaced(std::string text, const std::string& what, const std::string& with) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), with);
}

template <class Parsed>
void ExpectRefused(const Parsed& parsed, const char* reason, const std::string& message) {
  ASSERT_FALSE(parsed) << message;
  EXPECT_EQ(parsed.error().kind, Failure::Kind::kInvalid);
  EXPECT_EQ(parsed.error().reason, reason);
  EXPECT_EQ(parsed.error().message, message);
}

TEST(RateTableFileTest, AStepLastsToTheNextUnlessItSaysOtherwise) {
  const auto table = ParseRateTable(kTable, "bank.toml");
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ(table->name(), "bank");
  EXPECT_EQ(table->version(), 3u);
  EXPECT_EQ(table->source(), "the bank");
  const std::vector<calendar::RateStep> expected = {{2012_y / 1 / 1, 2012_y / 6 / 30, {16'200}},
                                                    {2012_y / 7 / 1, 2012_y / 12 / 31, {-8'800}},
                                                    {2014_y / 1 / 1, 2014_y / 6 / 30, {30'000}}};
  EXPECT_EQ(table->steps(), expected);
}

void ExpectTableRefused(const std::string& what, const std::string& with, const char* message) {
  ExpectRefused(ParseRateTable(Replaced(kTable, what, with), "bank.toml"), "RATE_FILE", message);
}

TEST(RateTableFileTest, WhatIsWrongIsNamedWithItsLine) {
  ExpectTableRefused("= 3", "",
                     "bank.toml: line 2: not TOML: Error while parsing key-value pair: expected "
                     "'=', saw '\\n'");
  ExpectTableRefused("name = \"bank\"\n", "", "bank.toml: line 1: name is missing, expected text");
  ExpectTableRefused("\"the bank\"", "\"\"", "bank.toml: line 3: source is '', expected text");
  ExpectTableRefused("= 3", "= 0",
                     "bank.toml: line 2: version is 0, expected a whole number from 1 to 1000000");
  ExpectTableRefused("version = 3\n", "",
                     "bank.toml: line 1: version is missing, expected a whole number from 1 to "
                     "1000000");
  ExpectTableRefused("2012-07-01", "\"2012-07-01\"",
                     "bank.toml: line 7: from is '2012-07-01', expected a day, such as 2012-12-31");
  ExpectTableRefused("2012-07-01", "0012-07-01",
                     "bank.toml: line 7: from is 0012-07-01, expected a day, such as 2012-12-31");
  ExpectTableRefused("\"1.62\"", "1.5",
                     "bank.toml: line 6: percent is 1.5, expected percent as text, such as "
                     "\"8.12\", with 4 decimals at most");
  ExpectTableRefused("\"1.62\"", "\"1,62\"",
                     "bank.toml: line 6: percent is '1,62', expected percent as text, such as "
                     "\"8.12\", with 4 decimals at most");
  ExpectTableRefused("percent = \"3\"", "rate = \"3\"",
                     "bank.toml: line 8: percent is missing, expected percent as text, such as "
                     "\"8.12\", with 4 decimals at most");
  ExpectTableRefused("known_through = 2014-06-30", "",
                     "bank.toml: line 1: known_through is missing, expected a day, such as "
                     "2012-12-31");
  ExpectTableRefused("percent = \"3\"", "through = 2014-06-29, percent = \"3\"",
                     "bank.toml: line 4: known_through is 2014-06-30, expected the last day of the "
                     "last step");
  ExpectTableRefused("percent = \"3\"", "percent = \"3\", until = 2014-06-29",
                     "bank.toml: line 8: unknown key until; known here: from, percent, through");
  ExpectTableRefused("version", "currency = \"EUR\"\nversion",
                     "bank.toml: line 2: unknown key currency; known here: known_through, name, "
                     "source, steps, version");
}

TEST(RateTableFileTest, NoStepsAreNoTable) {
  const std::string head = std::string(kTable).substr(0, std::string(kTable).find("steps"));
  ExpectRefused(ParseRateTable(head, "bank.toml"), "RATE_FILE",
                "bank.toml: line 1: steps is missing, expected tables, one at least");
  ExpectRefused(ParseRateTable(head + "steps = []", "bank.toml"), "RATE_FILE",
                "bank.toml: line 5: steps is [], expected tables, one at least");
}

TEST(RateTableFileTest, StepsOutOfOrderAreRefused) {
  ExpectRefused(ParseRateTable(Replaced(kTable, "2012-07-01", "2011-07-01"), "bank.toml"),
                "RATE_TABLE_INVALID",
                "Rate table bank: a step from 2012-01-01 through 2011-06-30, expected its last day "
                "not before its first");
}

constexpr char kRegime[] =
    "[[regime]]\nname = \"de\"\nlaw = \"BGB 288\"\nvalid_from = 2014-07-29\ntable = \"base\"\n"
    "margin_percent = \"9\"\nreference = \"same-day\"\nrate_of = \"each-day\"\n"
    "day_count = \"act/act-isda\"\ncompounding = \"simple\"\nrounding = \"once\"\n"
    "mode = \"half-up\"\ncustomers = \"business\"\n";

TEST(RegimeFileTest, EveryPolicyIsNamed) {
  const auto regimes = ParseRegimes(kRegime, "regimes.toml");
  ASSERT_TRUE(regimes) << regimes.error().message;
  InterestTerms terms;
  terms.rate = TableRate{"base", 90'000, ReferenceDay::kSameDay, RateDay::kEachDay};
  terms.day_count = calendar::DayCount::kActualActualIsda;
  EXPECT_EQ(*regimes, (std::vector<Regime>{{"de", "BGB 288", 2014_y / 7 / 29, terms, true}}));
}

void ExpectRegimeRefused(const std::string& what, const std::string& with, const char* message) {
  ExpectRefused(ParseRegimes(Replaced(kRegime, what, with), "regimes.toml"), "RATE_FILE", message);
}

TEST(RegimeFileTest, WhatIsNoPolicyIsRefusedWithThoseThatAre) {
  ExpectRegimeRefused("same-day", "some-day",
                      "regimes.toml: line 7: reference is 'some-day', expected one of same-day, "
                      "half-year-start, before-half-year");
  ExpectRegimeRefused("each-day", "",
                      "regimes.toml: line 8: rate_of is '', expected one of each-day, first-day, "
                      "last-day");
  ExpectRegimeRefused(
      "act/act-isda", "act/act",
      "regimes.toml: line 9: day_count is 'act/act', expected one of act/365, "
      "act/360, act/act-isda, act/act-afb, 30/360-bond, 30e/360, 30/360-us, 30/365");
  ExpectRegimeRefused("mode = \"half-up\"", "mode = \"half-up\"\nyears_max = 101",
                      "regimes.toml: line 13: years_max is 101, expected a whole number from 0 to "
                      "100");
  ExpectRegimeRefused("law", "laws", "regimes.toml: line 1: law is missing, expected text");
}

TEST(RegimeFileTest, PoliciesThatContradictEachOtherAreRefused) {
  std::string text = Replaced(kRegime, "act/act-isda", "30e/360");
  text = Replaced(text, "once", "daily");
  ExpectRefused(
      ParseRegimes(text, "regimes.toml"), "RATE_FILE",
      "regimes.toml: line 11: rounding is 'daily', expected policies that fit together: "
      "rounding is daily, expected a day count of calendar days (act/365, act/360, act/act ISDA)");
}

TEST(RegimeFileTest, OfOneNameAndDayThereIsOne) {
  ExpectRefused(ParseRegimes(std::string(kRegime) + kRegime, "regimes.toml"), "RATE_FILE",
                "regimes.toml: line 17: valid_from is 2014-07-29, expected another day than the "
                "other entry of this name");
}

constexpr char kTariff[] =
    "[[tariff]]\nname = \"uk\"\nlaw = \"5A\"\nvalid_from = 2002-08-07\ncurrency = \"GBP\"\n"
    "tiers = [\n  {from = \"0.01\", sum = \"40\"},\n  {from = \"1000\", sum = \"70\"},\n]\n"
    "customers = \"all\"\n";

TEST(TariffFileTest, TiersRise) {
  const auto tariffs = ParseTariffs(kTariff, "compensation.toml");
  ASSERT_TRUE(tariffs) << tariffs.error().message;
  const Currency gbp = *Currency::Parse("GBP");
  EXPECT_EQ(*tariffs, (std::vector<CompensationTariff>{
                          {"uk",
                           "5A",
                           2002_y / 8 / 7,
                           {{{1, gbp}, {40'00, gbp}}, {{1'000'00, gbp}, {70'00, gbp}}}}}));
}

void ExpectTariffRefused(const std::string& what, const std::string& with, const char* message) {
  ExpectRefused(ParseTariffs(Replaced(kTariff, what, with), "c.toml"), "RATE_FILE", message);
}

TEST(TariffFileTest, WhatIsNoTariffIsRefused) {
  ExpectTariffRefused("\"1000\"", "\"0.01\"",
                      "c.toml: line 8: from is '0.01', expected more than the tier before it");
  ExpectTariffRefused("GBP", "DEM",
                      "c.toml: line 5: currency is 'DEM', expected a currency, such as \"EUR\"");
  ExpectTariffRefused("\"40\"", "\"-40\"",
                      "c.toml: line 7: sum is '-40', expected an amount above 0 as text, such as "
                      "\"40.00\"");
}

class RateBookFolderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directory(folder_.path() / "tables");
    Write("tables/bank.toml", kTable);
    Write("tables/README.md", "no table");
    Write("regimes.toml", kRegime);
    Write("compensation.toml", kTariff);
  }
  void Write(const char* name, const std::string& text) {
    std::ofstream(folder_.path() / name) << text;
  }
  std::string Path(const char* name) { return (folder_.path() / name).string(); }

  testkit::TempFolder folder_;
};

TEST_F(RateBookFolderTest, HoldsTablesRegimesAndTariffs) {
  const auto book = LoadRateBook(folder_.path());
  ASSERT_TRUE(book) << book.error().message;
  EXPECT_EQ(book->tables.size(), 1u);
  EXPECT_EQ(book->tables.at("bank").version(), 3u);
  EXPECT_EQ(book->regimes.size(), 1u);
  EXPECT_EQ(book->tariffs.size(), 1u);
}

TEST_F(RateBookFolderTest, ATableIsNamedAsItsFile) {
  Write("tables/ecb.toml", kTable);
  ExpectRefused(LoadRateBook(folder_.path()), "RATE_FILE",
                Path("tables/ecb.toml") + ": name is bank, expected ecb");
}

TEST_F(RateBookFolderTest, WhatIsMissingIsNamed) {
  std::filesystem::remove(Path("compensation.toml"));
  ExpectRefused(LoadRateBook(folder_.path()), "RATE_FILE",
                Path("compensation.toml") + ": cannot be opened");
  std::filesystem::remove_all(Path("tables"));
  ExpectRefused(LoadRateBook(folder_.path()), "RATE_FILE", Path("tables") + ": cannot be opened");
}

}  // namespace
}  // namespace recourse::invoicing
