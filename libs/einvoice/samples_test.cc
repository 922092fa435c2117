#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "libs/base/testing/csv_rows.h"
#include "libs/base/testing/markdown_table.h"
#include "libs/base/testing/shared_file.h"
#include "libs/einvoice/check.h"
#include "libs/einvoice/read.h"

namespace recourse::einvoice {
namespace {

using Row = std::map<std::string, std::string>;

constexpr std::string_view kFolder = "data/xrechnung";
constexpr std::string_view kTotals = "data/xrechnung/totals.csv";
constexpr std::string_view kCases = "golden/cases.md";
constexpr std::size_t kFiles = 86;
// totals.csv shows 60 characters of the payment terms, a space at the end not among them.
constexpr std::size_t kShownTerms = 59;

Invoice Load(const std::string& name) {
  const auto invoice = ReadFile(testkit::SharedFile(kFolder) / name);
  EXPECT_TRUE(invoice) << name << ": " << (invoice ? "" : invoice.error().message);
  return invoice ? *invoice : Invoice{};
}

// The amount that a cell writes with any number of decimals; an empty cell is none.
std::optional<Money> Amount(const std::string& cell) {
  const auto value = Decimal::Parse(cell);
  return value ? ToMoney(*value, *Currency::Parse("EUR")) : std::nullopt;
}

// The rows of totals.csv.
std::vector<Row> Table() {
  const auto rows = testkit::CsvRows(testkit::SharedFile(kTotals));
  EXPECT_TRUE(rows);
  return rows.value_or(std::vector<Row>{});
}

std::string Rules(const Invoice& invoice) {
  std::string rules;
  for (const BrokenRule& broken : Check(invoice)) {
    rules += fmt::format("{}: {} ({}) is {}, not {}\n", broken.rule, broken.terms, broken.place,
                         broken.stated, broken.expected);
  }
  return rules;
}

void ExpectTotals(const Invoice& invoice, Row& row) {
  const Totals& totals = invoice.totals;
  EXPECT_EQ(invoice.currency.code(), row["cur"]);
  EXPECT_EQ(totals.lines, Amount(row["line"]));
  EXPECT_EQ(totals.allowances, Amount(row["allow"]));
  EXPECT_EQ(totals.charges, Amount(row["charge"]));
  EXPECT_EQ(totals.without_tax, Amount(row["excl"]));
  EXPECT_EQ(totals.tax, Amount(row["tax"]));
  EXPECT_EQ(totals.with_tax, Amount(row["incl"]));
  EXPECT_EQ(totals.prepaid, Amount(row["prepaid"]));
  EXPECT_EQ(totals.rounding, Amount(row["rounding"]));
  EXPECT_EQ(totals.due, Amount(row["payable"]));
  EXPECT_EQ(invoice.lines.size(), std::stoul(row["nlines"]));
}

std::string WithoutSigns(std::string day) {
  std::erase(day, '-');
  return day;
}

std::string NumbersOf(const std::vector<PrecedingInvoice>& preceding) {
  std::string numbers;
  for (const auto& one : preceding) numbers += (numbers.empty() ? "" : ";") + one.number;
  return numbers;
}

void ExpectHead(const Invoice& invoice, Row& row) {
  EXPECT_EQ(invoice.number, row["id"]);
  EXPECT_EQ(invoice.type_code, row["type"]);
  EXPECT_EQ(WithoutSigns(ToString(invoice.issue_date)), WithoutSigns(row["issue"]));
  EXPECT_EQ(invoice.due_date ? WithoutSigns(ToString(*invoice.due_date)) : "",
            WithoutSigns(row["due"]));
  EXPECT_EQ(NumbersOf(invoice.preceding_invoices), row["ref"]);
  ASSERT_FALSE(invoice.payment_means.empty());
  EXPECT_EQ(invoice.payment_means[0].code, row["pay"]);
  EXPECT_EQ(invoice.remittance_text, row["payid"]);

  std::string terms = invoice.terms ? invoice.terms->text : "";
  std::replace(terms.begin(), terms.end(), '\n', ' ');
  terms.erase(terms.find_last_not_of(' ') + 1);
  if (row["terms"].size() >= kShownTerms) terms.resize(row["terms"].size());
  EXPECT_EQ(terms, row["terms"]);
}

TEST(XRechnungSamplesTest, EachOfThe86FilesSaysWhatTheTableSays) {
  RECOURSE_NEEDS_SHARED_FILE(kTotals);
  auto rows = Table();
  ASSERT_EQ(rows.size(), kFiles);
  for (Row& row : rows) {
    SCOPED_TRACE(row["file"]);
    const Invoice invoice = Load(row["file"]);
    ExpectHead(invoice, row);
    ExpectTotals(invoice, row);
  }
}

TEST(XRechnungSamplesTest, TheTableHasAllFiles) {
  RECOURSE_NEEDS_SHARED_FILE(kTotals);
  auto rows = Table();
  std::set<std::string> listed;
  for (Row& row : rows) listed.insert(row["file"]);
  std::set<std::string> present;
  for (const auto& file : std::filesystem::directory_iterator(testkit::SharedFile(kFolder))) {
    if (file.path().extension() == ".xml") present.insert(file.path().filename());
  }
  EXPECT_EQ(present, listed);
}

TEST(XRechnungSamplesTest, NoFileBreaksARule) {
  RECOURSE_NEEDS_SHARED_FILE(kTotals);
  auto rows = Table();
  for (Row& row : rows) {
    EXPECT_EQ(Rules(Load(row["file"])), "") << row["file"];
  }
}

// The table was made without the extension: where it says that a sum fails, the rule of EN 16931
// alone must say so too, and nowhere else.
TEST(XRechnungSamplesTest, WithoutTheExtensionTheSumsFailWhereTheTableSaysSo) {
  RECOURSE_NEEDS_SHARED_FILE(kTotals);
  auto rows = Table();
  std::set<std::string> failing;
  for (Row& row : rows) {
    Invoice invoice = Load(row["file"]);
    invoice.specification = "urn:cen.eu:en16931:2017";
    std::set<std::string> broken;
    for (const BrokenRule& one : Check(invoice)) broken.insert(one.rule);
    EXPECT_EQ(broken.contains("BR-CO-13"), row["ok_lines"] == "False") << row["file"];
    EXPECT_EQ(broken.contains("BR-CO-15"), row["ok_incl"] == "False") << row["file"];
    EXPECT_EQ(broken.contains("BR-CO-16"), row["ok_pay"] == "False") << row["file"];
    if (!broken.empty()) failing.insert(row["file"]);
  }
  EXPECT_EQ(failing, std::set<std::string>{"05.01a-INVOICE_ubl.xml"});
}

class GoldenInvoiceTest : public testing::Test {
 protected:
  // Both forms, where there are two.
  static std::vector<Invoice> Forms(const std::string& sample) {
    std::vector<Invoice> forms;
    for (const auto* form : {"ubl", "uncefact"}) {
      const std::string name = fmt::format("{}-INVOICE_{}.xml", sample, form);
      if (std::filesystem::exists(testkit::SharedFile(kFolder) / name)) forms.push_back(Load(name));
    }
    return forms;
  }
  static Money Eur(std::int64_t cents) { return {cents, *Currency::Parse("EUR")}; }
};

TEST_F(GoldenInvoiceTest, TheCasesAreThoseBelow) {
  RECOURSE_NEEDS_SHARED_FILE(kCases);
  std::vector<std::string> names;
  for (const auto& row : testkit::MarkdownTable(testkit::SharedFile(kCases), "## 8")) {
    names.push_back(row.at(0));
  }
  EXPECT_EQ(names,
            (std::vector<std::string>{"XRechnung 03.01a", "XRechnung 02.03a / 02.04a",
                                      "XRechnung 01.18a", "XRechnung 01.10a",
                                      "XRechnung 05.01a (extension)", "159 UBL/CII docs checked"}));
}

TEST_F(GoldenInvoiceTest, Case03_01aIsAnInvoiceInTheCustomersFavour) {
  RECOURSE_NEEDS_SHARED_FILE(kTotals);
  for (const Invoice& invoice : Forms("03.01a")) {
    EXPECT_EQ(invoice.type_code, "380");
    EXPECT_EQ(invoice.totals.with_tax, Eur(804'86));
    EXPECT_EQ(invoice.totals.prepaid, Eur(1'030'00));
    EXPECT_EQ(Payable(invoice), Eur(-225'14));
    EXPECT_TRUE(IsCredit(invoice));
  }
}

TEST_F(GoldenInvoiceTest, Case02_03aAnd02_04aAreOfNothing) {
  RECOURSE_NEEDS_SHARED_FILE(kTotals);
  for (const auto* sample : {"02.03a", "02.04a"}) {
    for (const Invoice& invoice : Forms(sample)) {
      EXPECT_EQ(Payable(invoice), Eur(0));
      EXPECT_FALSE(IsCredit(invoice));
    }
  }
  EXPECT_EQ(Forms("02.03a")[0].totals.prepaid, Eur(12'829'69));
  EXPECT_EQ(Forms("02.04a")[0].totals.with_tax, Eur(0));
}

TEST_F(GoldenInvoiceTest, Case01_18aCorrectsAnInvoice) {
  RECOURSE_NEEDS_SHARED_FILE(kTotals);
  for (const Invoice& invoice : Forms("01.18a")) {
    EXPECT_EQ(invoice.type_code, "384");
    ASSERT_EQ(invoice.preceding_invoices.size(), 1u);
    EXPECT_EQ(invoice.preceding_invoices[0].number, "PRG1502168");
    EXPECT_EQ(Payable(invoice), Eur(10'555'30));
    EXPECT_FALSE(IsCredit(invoice));
  }
}

TEST_F(GoldenInvoiceTest, Case01_10aHasThreeStepsOfSkonto) {
  RECOURSE_NEEDS_SHARED_FILE(kTotals);
  for (const Invoice& invoice : Forms("01.10a")) {
    ASSERT_TRUE(invoice.terms);
    EXPECT_EQ(invoice.terms->skonto,
              (std::vector<SkontoStep>{{.days = 7, .percent = Decimal(2), .base = {}},
                                       {.days = 14, .percent = Decimal(1), .base = {}},
                                       {.days = 30, .percent = Decimal(0), .base = {}}}));
    EXPECT_TRUE(invoice.terms->irregular_lines.empty());
  }
}

TEST_F(GoldenInvoiceTest, Case05_01aAlsoCollectsForThirdParties) {
  RECOURSE_NEEDS_SHARED_FILE(kTotals);
  const auto forms = Forms("05.01a");
  ASSERT_EQ(forms.size(), 1u);
  Invoice invoice = forms[0];
  EXPECT_TRUE(ClaimsXRechnungExtension(invoice));
  ASSERT_EQ(invoice.third_party_payments.size(), 2u);
  EXPECT_EQ(invoice.totals.with_tax, Eur(336'90));
  EXPECT_EQ(invoice.third_party_payments[0].amount + invoice.third_party_payments[1].amount,
            Eur(29'96));
  EXPECT_EQ(Payable(invoice), Eur(366'86));

  invoice.specification = "urn:cen.eu:en16931:2017";
  EXPECT_EQ(Rules(invoice),
            "BR-CO-16: BT-115 = BT-112 - BT-113 + BT-114 () is 366.86 EUR, not 336.90 EUR\n");
}

}  // namespace
}  // namespace recourse::einvoice
