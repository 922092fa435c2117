#include "tools/recourse/import/import_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace recourse::csv_import {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view kWhole = R"(date_format = "%F"
number = {column = "No"}
customer = {column = "Who"}
issue_date = {column = "Issued"}
due_date = {column = "Due"}
amount = {column = "Sum"}
currency = {column = "Cur"}
channel = "phone"
country = "DE"
zone = {column = "Zone"}
[issuer]
id = "acme"
zone = "Europe/Berlin"
)";

std::string With(std::string_view more) { return std::string(kWhole) + std::string(more); }

// `kWhole` with one of its lines replaced.
std::string Replaced(const std::string& line, const std::string& other) {
  std::string text(kWhole);
  const std::size_t at = text.find(line);
  EXPECT_NE(at, std::string::npos) << line;
  return text.replace(at, line.size(), other);
}

std::vector<std::string> FaultsOf(std::string_view text) {
  const auto map = ParseImportMap("m.toml", text);
  EXPECT_FALSE(map);
  std::vector<std::string> faults;
  for (const Complaint& complaint : map.error()) faults.push_back(ToString(complaint));
  return faults;
}

TEST(ImportMapTest, ReadsColumnsAndConstants) {
  const auto map = ParseImportMap("m.toml", kWhole);
  ASSERT_TRUE(map) << ToString(map.error().front());
  EXPECT_EQ(map->number_column, "No");
  EXPECT_EQ(map->currency, (Source{"Cur", ""}));
  EXPECT_EQ(map->traits[1], (Source{std::nullopt, "business"})) << "kind, by default";
  EXPECT_EQ(map->traits[2], (Source{std::nullopt, "phone"}));
  EXPECT_EQ(map->traits[6], (Source{"Zone", ""}));
  EXPECT_EQ(map->issuer.zone, "Europe/Berlin");
  EXPECT_EQ(map->issuer.name, "");
  EXPECT_EQ(map->delimiter, ',');
  EXPECT_FALSE(map->disputed);
  EXPECT_FALSE(map->settled_column);
}

TEST(ImportMapTest, ReadsWhatDisputesAndSettlementsMean) {
  const auto map = ParseImportMap("m.toml", With(R"(
[disputed]
column = "Disputed"
yes = "Yes"
no = ""
opens_days_after_issue = 5
closes_days_before_settlement = 1
outcome = "rejected"
grounds = "unfounded"
reason = "unknown"
[settled]
column = "Paid"
pays = "in full"
)"));
  ASSERT_TRUE(map) << ToString(map.error().front());
  EXPECT_EQ(map->disputed->opens_after_issue, Days(5));
  EXPECT_EQ(map->disputed->grounds, "unfounded");
  EXPECT_EQ(map->settled_column, "Paid");
}

TEST(ImportMapTest, ReadsAnIssuerToRegister) {
  const auto map = ParseImportMap(
      "m.toml", With("name = \"Acme\"\ncountry = \"DE\"\ntax_id = \"DE1\"\niban = \"DE02\"\n"));
  ASSERT_TRUE(map) << ToString(map.error().front());
  EXPECT_EQ(map->issuer.name, "Acme");
  EXPECT_EQ(map->issuer.language, "en");
}

TEST(ImportMapTest, AnIssuerToRegisterNeedsWhatLettersMustSay) {
  EXPECT_THAT(
      FaultsOf(With("name = \"Acme\"\n")),
      ElementsAre(HasSubstr("issuer.country is missing"), HasSubstr("issuer.tax_id is missing"),
                  HasSubstr("issuer.iban is missing")));
}

TEST(ImportMapTest, NamesEveryKeyThatIsMissing) {
  EXPECT_THAT(FaultsOf("[issuer]\nid = \"acme\"\n"),
              ElementsAre(HasSubstr("date_format is missing"), HasSubstr("number is missing"),
                          HasSubstr("customer is missing"), HasSubstr("issue_date is missing"),
                          HasSubstr("due_date is missing"), HasSubstr("amount is missing"),
                          HasSubstr("currency is missing"), HasSubstr("channel is missing"),
                          HasSubstr("country is missing"), HasSubstr("zone is missing"),
                          HasSubstr("m.toml:1: issuer.zone is missing")));
  EXPECT_THAT(FaultsOf(std::string(kWhole.substr(0, kWhole.find("[issuer]")))),
              ElementsAre(HasSubstr("issuer is missing")));
}

TEST(ImportMapTest, NamesUnknownKeysWithTheirLine) {
  EXPECT_THAT(FaultsOf(With("colour = \"red\"\n")),
              ElementsAre("m.toml:14: issuer.colour \"red\": unknown key; known here: id, name, "
                          "zone"));
  EXPECT_THAT(FaultsOf(Replaced("{column = \"No\"}", "{column = \"No\", row = 1}")),
              ElementsAre("m.toml:2: number.row \"1\": unknown key; known here: column"));
}

struct WrongValue {
  std::string line;
  std::string other;
  std::string fault;
};

TEST(ImportMapTest, NamesEachValueThatMayNotBe) {
  const std::vector<WrongValue> rows = {
      {"\"%F\"", "\"%H\"", "m.toml:1: date_format \"%H\": expected a format"},
      {"\"%F\"", "7", "m.toml:1: date_format \"7\": expected a format"},
      {"{column = \"No\"}", "\"No\"", "m.toml:2: number \"No\": expected {column"},
      {"{column = \"No\"}", "{column = 3}", "m.toml:2: number.column \"3\": expected 1 to 200"},
      {"{column = \"Cur\"}", "\"EURO\"", "m.toml:7: currency \"EURO\": expected an active ISO"},
      {"\"phone\"", "\"email\"", "m.toml:8: channel \"email\": expected letter or phone"},
      {"\"DE\"", "\"de\"", "m.toml:9: country \"de\": expected an ISO 3166-1"},
      {"{column = \"Zone\"}", "\"Berlin\"", "m.toml:10: zone \"Berlin\": expected an IANA"},
      {"{column = \"Zone\"}", "\"localtime\"", "m.toml:10: zone \"localtime\": expected an IANA"},
      {"\"acme\"", "\"a c\"", "m.toml:12: issuer.id \"a c\": expected 1 to 64"},
  };
  for (const WrongValue& row : rows) {
    EXPECT_THAT(FaultsOf(Replaced(row.line, row.other)), ElementsAre(HasSubstr(row.fault)));
  }
}

TEST(ImportMapTest, NamesAValueOfAnyKindWhereTextIsExpected) {
  for (const std::string written : {"5", "1.5", "true", "2012-01-31", "[...]", "{...}", "a time"}) {
    const bool is_array = written == "[...]";
    const bool is_table = written == "{...}";
    const std::string value = is_array              ? "[1]"
                              : is_table            ? "{a = 1}"
                              : written == "a time" ? "07:32:00"
                                                    : written;
    const std::string country = "country = \"DE\"";
    EXPECT_THAT(FaultsOf(Replaced(country, "country = " + value)),
                testing::Contains(HasSubstr("country")))
        << value;
    EXPECT_THAT(FaultsOf(Replaced(country, country + "\nbogus = " + value)),
                testing::Contains(HasSubstr("bogus")))
        << value;
  }
}

TEST(ImportMapTest, NamesWhatIsWrongWithDisputesAndSettlements) {
  EXPECT_THAT(
      FaultsOf(With("[disputed]\ncolumn = \"D\"\nyes = \"Y\"\nno = \"Y\"\n"
                    "opens_days_after_issue = -1\ncloses_days_before_settlement = \"1\"\n"
                    "outcome = \"conceded\"\nreason = \"UNKNOWN\"\n[settled]\ncolumn = \"S\"\n"
                    "pays = \"in part\"\n")),
      ElementsAre(HasSubstr("disputed.no \"Y\": expected another text"),
                  HasSubstr("disputed.opens_days_after_issue \"-1\": expected a whole number"),
                  HasSubstr("disputed.closes_days_before_settlement \"1\": expected a whole"),
                  HasSubstr("disputed.outcome \"conceded\": expected withdrawn or rejected"),
                  HasSubstr("disputed.reason \"UNKNOWN\": expected a dispute reason"),
                  HasSubstr("settled.pays \"in part\": expected \"in full\"")));
}

TEST(ImportMapTest, NamesTheLineThatIsNotToml) {
  EXPECT_THAT(FaultsOf("a = 1\nb = = 2\n"), ElementsAre(HasSubstr("m.toml:2: not TOML: ")));
}

}  // namespace
}  // namespace recourse::csv_import
