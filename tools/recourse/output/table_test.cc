#include "tools/recourse/output/table.h"

#include <gtest/gtest.h>

#include <sstream>

namespace recourse::cli {
namespace {

using Kind = Table::Kind;

std::string Printed(const std::vector<Table>& tables, Format format) {
  std::ostringstream out;
  Print(tables, format, out);
  return out.str();
}

const Table kInvoices{"invoices",
                      {{"number"}, {"days", Kind::kCount}, {"open", Kind::kAmount}, {"note"}},
                      {{"7", "3", "12.30", "Größe"}, {"4711", "120", "5.00", "a, \"b\""}}};
const Table kNone{"holds", {{"hold"}}, {}};

TEST(TableTest, AlignsColumnsAndPutsNumbersToTheRight) {
  EXPECT_EQ(Printed({kInvoices}, Format::kTable),
            "invoices\n"
            "number  days   open  note\n"
            "7          3  12.30  Größe\n"
            "4711     120   5.00  a, \"b\"\n");
}

TEST(TableTest, CountsCharactersNotBytes) {
  const Table table{"", {{"name"}, {"n", Kind::kCount}}, {{"Größe", "1"}, {"abcde", "2"}}};
  EXPECT_EQ(Printed({table}, Format::kTable), "name   n\nGröße  1\nabcde  2\n");
}

TEST(TableTest, LeavesOutEmptyTablesAmongOthers) {
  EXPECT_EQ(Printed({kNone, kInvoices}, Format::kTable), Printed({kInvoices}, Format::kTable));
  EXPECT_EQ(Printed({kNone}, Format::kTable), "holds\nhold\n");
}

TEST(TableTest, IsJsonWithCountsAsNumbersAndAmountsAsText) {
  const Table table{"t", {{"n", Kind::kCount}, {"sum", Kind::kAmount}}, {{"3", "5.00"}, {"", ""}}};
  EXPECT_EQ(Printed({table}, Format::kJson),
            "[\n  {\n    \"n\": 3,\n    \"sum\": \"5.00\"\n  },\n"
            "  {\n    \"n\": \"\",\n    \"sum\": \"\"\n  }\n]\n");
  EXPECT_EQ(Printed({table, kNone}, Format::kJson).substr(0, 12), "{\n  \"t\": [\n ");
}

TEST(TableTest, IsCsvByRfc4180) {
  EXPECT_EQ(Printed({kInvoices}, Format::kCsv),
            "\"number\",\"days\",\"open\",\"note\"\r\n"
            "\"7\",\"3\",\"12.30\",\"Größe\"\r\n"
            "\"4711\",\"120\",\"5.00\",\"a, \"\"b\"\"\"\r\n");
}

TEST(TableTest, KnowsItsFormatsByName) {
  EXPECT_EQ(ParseFormat("table"), Format::kTable);
  EXPECT_EQ(ParseFormat("json"), Format::kJson);
  EXPECT_EQ(ParseFormat("csv"), Format::kCsv);
  EXPECT_EQ(ParseFormat("xml"), std::nullopt);
}

}  // namespace
}  // namespace recourse::cli
