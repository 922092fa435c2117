#include <csv.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "libs/bank_statement/testing/outcome.h"
#include "libs/base/testing/shared_file.h"

namespace recourse::bank_statement {
namespace {

constexpr const char* kFolder = "data/mt940";
constexpr const char* kBalances = "data/mt940/balances.csv";

// Every file, by name, so that a new one fails the test until someone has looked at it. Those of a
// line or two are cuts from a statement; a statement without account and balances is none.
const std::map<std::string, std::string> kOutcomes = {
    {"betterplace-amount_formats.sta", "refused on line 1, :60F:, FIELD_OUTSIDE_STATEMENT"},
    {"betterplace-currency_in_25.sta", "refused on line 1, :25:, FIELD_OUTSIDE_STATEMENT"},
    {"betterplace-empty_86.sta", "refused on line 1, :86:, FIELD_OUTSIDE_STATEMENT"},
    {"betterplace-empty_entry_date.sta", "refused on line 1, :61:, FIELD_OUTSIDE_STATEMENT"},
    {"betterplace-empty_line.sta", "refused on line 2, :60F:, FIELD_MISSING"},
    {"betterplace-missing_crlf_at_end.sta", "refused on line 1, :62F:, FIELD_OUTSIDE_STATEMENT"},
    {"betterplace-sepa_snippet.sta",
     "MT940 EUR 4: 358593.91, 766656.49 to 1125250.40, adds up; "
     "MT940 EUR 7: -2501917.30, -1970431.87 to -4472049.09, differs"},
    {"betterplace-sepa_snippet_broken.sta", "refused on line 6, :25:, FIELD_OUT_OF_ORDER"},
    {"betterplace-with_binary_character.sta",
     "MT940 EUR 3: -180186.75, 380115.77 to 199929.02, adds up; "
     "MT940 EUR 1: 1120.00, 130073.19 to 131193.19, adds up"},
    {"cmxl-account_balance_credit.sta", "refused on line 1, :60F:, FIELD_OUTSIDE_STATEMENT"},
    {"cmxl-account_balance_debit.sta", "refused on line 1, :60F:, FIELD_OUTSIDE_STATEMENT"},
    {"cmxl-account_identification_iban.sta", "refused on line 1, :25:, FIELD_OUTSIDE_STATEMENT"},
    {"cmxl-account_identification_legacy.sta", "refused on line 1, :25:, FIELD_OUTSIDE_STATEMENT"},
    {"cmxl-available_balance.sta", "refused on line 1, :64:, FIELD_OUTSIDE_STATEMENT"},
    {"cmxl-closing_balance.sta", "refused on line 1, :62F:, FIELD_OUTSIDE_STATEMENT"},
    {"cmxl-mt940.sta",
     "MT940 DEM 11: 87.30, 84349.74 to 84437.04, adds up; "
     "MT940 EUR 2: 2200.00, 2187.95 to 4387.95, adds up; "
     "MT940 PLN 3: 10040.00, 40000.00 to 50040.00, adds up"},
    {"cmxl-reference.sta", "refused on line 1, :60F:, FIELD_MISSING"},
    {"cmxl-statement_details.sta", "refused on line 1, :61:, FIELD_OUTSIDE_STATEMENT"},
    {"cmxl-statement_line.sta", "refused on line 1, :61:, FIELD_OUTSIDE_STATEMENT"},
    {"cmxl-statement_number.sta", "refused on line 1, :28C:, FIELD_OUTSIDE_STATEMENT"},
    {"jejik-abnamro.sta",
     "MT940 EUR 8: -321.44, 3236.28 to 876.84, differs; "
     "MT940 EUR 2: -24.49, 2876.84 to 1849.75, differs"},
    {"jejik-generic.sta",
     "MT940 EUR 1: -10.00, 100.00 to 90.00, adds up; "
     "MT940 EUR 1: -10.00, 90.00 to 80.00, adds up"},
    {"jejik-ing.sta", "MT940 EUR 7: -45.59, 0.00 to 3.47, differs"},
    {"jejik-knab.sta",
     "MT940 EUR 1: 500.00, 0.00 to 500.00, adds up; "
     "MT940 EUR 2: -6760.00, 3058.98 to 798.98, differs"},
    {"jejik-postfinance.sta",
     "MT940 CHF 2: 229.20, 0.00 to 229.20, adds up; "
     "MT940 CHF 2: -69.80, 229.20 to 159.60, differs"},
    {"jejik-rabobank-iban.sta",
     "MT940 EUR 2: -35.00, 1000.00 to 965.00, adds up; "
     "MT940 EUR 2: -35.00, 965.00 to 930.00, adds up"},
    {"jejik-rabobank.sta",
     "MT940 EUR 1: -1213.28, 473.17 to 395.82, differs; "
     "MT940 EUR 0: 0, 1000.89 to 1000.89, adds up; "
     "MT940 EUR 2: -281.51, 1295.82 to 1250.87, differs; "
     "MT940 EUR 2: -94.30, 4196.12 to 4101.82, adds up"},
    {"jejik-sns.sta",
     "MT940 EUR 2: -25.00, 1234.56 to 1209.56, adds up; "
     "MT940 EUR 0: 0, 1209.56 to 1209.56, adds up"},
    {"jejik-triodos.sta", "MT940 EUR 2: -715.70, 4975.09 to 4370.79, differs"},
    {"mBank-mt940.sta", "MT940 PLN 3: 0.03, 0.40 to 0.43, adds up"},
    {"mBank-mt942.sta", "MT942 PLN 3: 0.03, none to none, adds up"},
    {"mBank-with_newline_in_tnr.sta", "MT940 PLN 2: 89.00, 0.46 to 860.17, differs"},
    {"sberbank-171011_01234945.sta", "MT940 HUF 3: -9437.00, 627311.30 to 617874.30, adds up"},
    {"self-provided-account_identification.sta", "refused on line 4, :20:, FIELD_OUT_OF_ORDER"},
    {"self-provided-details_60-63.sta", "MT940 EUR 1: -233.15, 12345.12 to 12345.98, differs"},
    {"self-provided-empty_non_swift.sta", "refused on line 1, :NS:, FIELD_OUTSIDE_STATEMENT"},
    {"self-provided-february_30.sta", "MT940 EUR 1: -6.00, 1200.00 to 1194.00, adds up"},
    {"self-provided-gv_codes.sta", "refused on line 8, :62F:, FIELD_MISSING"},
    {"self-provided-invalid_statement.sta", "refused on line 10, :20:, NO_STATEMENT"},
    {"self-provided-long_statement_number.sta", "MT940 TRY 0: 0, 0.00 to 0.00, adds up"},
    {"self-provided-malformed_details.sta", "MT940 EUR 1: -233.15, 12345.12 to 12345.98, differs"},
    {"self-provided-mt942.sta", "MT942 EUR 1: -0.42, none to none, differs"},
    {"self-provided-multiline.sta",
     "MT940 EUR 1: -5.00, 16.40 to 11.40, adds up; "
     "refused on line 38, :61:, FIELD_OUTSIDE_STATEMENT"},
    {"self-provided-overly_long_details.sta",
     "MT940 EUR 1: -233.15, 12345.12 to 12345.98, differs"},
    {"self-provided-raiffeisen-cmi.sta",
     "MT940 HUF 7: -1012213.50, 25170637.10 to 25281687.60, differs"},
    {"self-provided-raphaelm.sta", "refused on line 27, :62M:, CURRENCY_UNKNOWN"},
    {"self-provided-sparkassen.sta", "refused on line 1, :61:, FIELD_OUTSIDE_STATEMENT"},
    {"self-provided-transaction_details_wrapped.sta",
     "MT940 EUR 1: -6.00, 1200.00 to 1194.00, adds up"},
    {"self-provided-whitespace.sta", "MT940 EUR 1: -233.15, 12345.12 to 12345.98, differs"},
    {"self-provided-wrapped_timestamp.sta", "MT940 EUR 1: -6.00, 1200.00 to 1194.00, adds up"},
};

TEST(Mt940FilesTest, EachFileIsReadOrRefusedAsTheTableSays) {
  RECOURSE_NEEDS_SHARED_FILE(kFolder);
  const auto folder = testkit::SharedFile(kFolder);
  const auto names = FilesIn(folder, ".sta");
  EXPECT_EQ(names.size(), 50u);
  EXPECT_EQ(names.size(), kOutcomes.size());
  for (const std::string& name : names) {
    ASSERT_TRUE(kOutcomes.contains(name)) << name;
    EXPECT_EQ(OutcomeOf(folder / name), kOutcomes.at(name)) << name;
  }
}

std::string ContentOf(const std::filesystem::path& path) {
  std::ostringstream content;
  content << std::ifstream(path, std::ios::binary).rdbuf();
  return content.str();
}

using Row = std::vector<std::string>;

// All rows, that of the names first.
std::vector<Row> ReadCsv(const std::string& text) {
  struct Table {
    std::vector<Row> rows = {{}};
  } table;
  const auto on_field = [](void* data, std::size_t size, void* to) {
    static_cast<Table*>(to)->rows.back().emplace_back(static_cast<const char*>(data), size);
  };
  const auto on_row = [](int, void* to) { static_cast<Table*>(to)->rows.emplace_back(); };
  csv_parser parser;
  EXPECT_EQ(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
  EXPECT_EQ(csv_parse(&parser, text.data(), text.size(), on_field, on_row, &table), text.size());
  EXPECT_EQ(csv_fini(&parser, on_field, on_row, &table), 0);
  csv_free(&parser);
  table.rows.pop_back();
  return table.rows;
}

// "file,ccy,opening,n61,sum61,closing,balances" as balances.csv has it, amounts with all decimals.
std::string RowOf(const std::string& file, const Recorded& statement) {
  const Currency currency = *statement.head.currency;
  const Money sum = statement.end.booked.empty() ? Money{0, currency} : statement.end.booked.at(0);
  const bool adds_up = statement.end.verdict.result == Verdict::Result::kAddsUp;
  return fmt::format("{},{},{},{},{},{},{}", file, currency.code(),
                     ToDecimal(statement.head.opening->amount), statement.entries.size(),
                     ToDecimal(sum), ToDecimal(statement.end.closing->amount),
                     adds_up ? "True" : "False");
}

std::string WithAllDecimals(const std::string& amount) {
  return ToDecimal(*ParseMoney(amount, *Currency::Parse("EUR")));
}

// The rows of balances.csv that no statement of ours can equal, and why.
const std::map<std::string, int> kRowsRefused = {
    {"betterplace-sepa_snippet_broken.sta", 1},  // Its account is named twice.
};

TEST(Mt940FilesTest, BalancesAreThoseOfTheTableAndAddUpWhereItSaysSo) {
  RECOURSE_NEEDS_SHARED_FILE(kBalances);
  std::map<std::string, std::vector<std::string>> expected;
  const auto rows = ReadCsv(ContentOf(testkit::SharedFile(kBalances)));
  ASSERT_EQ(rows.size(), 1 + 39u);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const Row& row = rows[i];
    ASSERT_EQ(row.size(), 8u);
    expected[row[0]].push_back(fmt::format("{},{},{},{},{},{},{}", row[0], row[1],
                                           WithAllDecimals(row[2]), row[3], WithAllDecimals(row[4]),
                                           WithAllDecimals(row[5]), row[6]));
  }
  for (const auto& [file, statements] : expected) {
    Recorder recorder;
    (void)ReadStatementFile(testkit::SharedFile(kFolder) / file, recorder);
    if (const auto refused = kRowsRefused.find(file); refused != kRowsRefused.end()) {
      EXPECT_EQ(statements.size(), static_cast<std::size_t>(refused->second)) << file;
      EXPECT_TRUE(recorder.statements.empty()) << file;
      continue;
    }
    std::vector<std::string> read;
    for (const Recorded& statement : recorder.statements) read.push_back(RowOf(file, statement));
    EXPECT_EQ(read, statements);
  }
}

TEST(Mt940FilesTest, WhereTheBytesAreCutMakesNoDifference) {
  RECOURSE_NEEDS_SHARED_FILE(kFolder);
  const auto folder = testkit::SharedFile(kFolder);
  for (const std::string& name : FilesIn(folder, ".sta")) {
    const std::string text = ContentOf(folder / name);
    Recorder whole;
    const auto read_whole = ReadBytes(text, whole);
    for (const std::size_t piece : {1u, 7u}) {
      Recorder cut;
      const auto read_cut = ReadBytes(text, cut, piece);
      ASSERT_EQ(static_cast<bool>(read_cut), static_cast<bool>(read_whole)) << name;
      if (!read_whole) {
        EXPECT_EQ(read_cut.error(), read_whole.error()) << name;
      }
      ASSERT_EQ(cut.statements.size(), whole.statements.size()) << name;
      for (std::size_t i = 0; i < cut.statements.size(); ++i) {
        EXPECT_EQ(cut.statements[i].head, whole.statements[i].head) << name;
        EXPECT_EQ(cut.statements[i].entries, whole.statements[i].entries) << name;
        EXPECT_EQ(cut.statements[i].end.key, whole.statements[i].end.key) << name;
      }
    }
  }
}

}  // namespace
}  // namespace recourse::bank_statement
