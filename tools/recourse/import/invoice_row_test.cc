#include "tools/recourse/import/invoice_row.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/recourse/import/import_testing.h"

namespace recourse::csv_import {
namespace {

using namespace date::literals;
using testing::ElementsAre;
using testing::HasSubstr;

// Rows of the columns No,Who,Issued,Due,Sum,Cur,Disputed,Paid,Region.
std::vector<std::string> FaultsOf(std::string_view rows, const ImportMap& map = TestMap(),
                                  std::optional<Date> last_day = std::nullopt) {
  Complaints complaints;
  ReadTestRows(rows, map, complaints, last_day);
  std::vector<std::string> faults;
  for (const Complaint& complaint : complaints) faults.push_back(ToString(complaint));
  return faults;
}

TEST(InvoiceRowTest, IsReadByTheMap) {
  const ImportedFile file =
      ReadGoodRows("i1,a1,03/01/2012,02/02/2012,\"97,6\",EUR,Yes,25/02/2012,BY\n", TestMap());
  ASSERT_EQ(file.invoices.size(), 1u);
  const InvoiceRow& invoice = file.invoices.front();
  EXPECT_EQ(invoice.line, 2);
  EXPECT_EQ(invoice.number, "i1");
  EXPECT_EQ(invoice.customer, "a1");
  EXPECT_EQ(invoice.issued, Date(2012_y / 1 / 3));
  EXPECT_EQ(invoice.due, Date(2012_y / 2 / 2));
  EXPECT_EQ(invoice.amount, (Money{97'60, *Currency::Parse("EUR")}));
  EXPECT_TRUE(invoice.disputed);
  EXPECT_EQ(invoice.settled, Date(2012_y / 2 / 25));
  EXPECT_EQ(file.accounts.at("a1"),
            (AccountTraits{"a1", "business", "letter", "en", "DE", "BY", "Europe/Berlin"}));
}

TEST(InvoiceRowTest, WithoutASettlementItIsOpen) {
  const ImportedFile file = ReadGoodRows("i1,a1,03/01/2012,02/02/2012,1,EUR,No,,BY\n", TestMap());
  EXPECT_FALSE(file.invoices.front().settled);
}

struct BadRow {
  const char* row;
  const char* fault;
};

TEST(InvoiceRowTest, NamesLineColumnAndValueOfWhatItCannotRead) {
  const BadRow rows[] = {
      {",a1,03/01/2012,02/02/2012,1,EUR,No,,", "f.csv:2: No \"\": expected an invoice number"},
      {"i1,,03/01/2012,02/02/2012,1,EUR,No,,", "f.csv:2: Who \"\": expected 1 to 64 of"},
      {"i1,a/1,03/01/2012,02/02/2012,1,EUR,No,,", "f.csv:2: Who \"a/1\": expected 1 to 64 of"},
      {"i1,a1,2012-01-03,02/02/2012,1,EUR,No,,",
       "f.csv:2: Issued \"2012-01-03\": expected a date written %d/%m/%Y"},
      {"i1,a1,+3/01/2012,02/02/2012,1,EUR,No,,", "f.csv:2: Issued \"+3/01/2012\": expected a date"},
      {"i1,a1,03/01/2012,30/02/2012,1,EUR,No,,", "f.csv:2: Due \"30/02/2012\": expected a date"},
      {"i1,a1,03/01/2012,,1,EUR,No,,", "f.csv:2: Due \"\": expected a date"},
      {"i1,a1,03/01/2012,02/01/2012,1,EUR,No,,",
       "f.csv:2: Due \"02/01/2012\": expected a day not before the issue date 2012-01-03"},
      {"i1,a1,03/01/2012,02/02/2012,1.50,EUR,No,,", "f.csv:2: Sum \"1.50\": expected an amount"},
      {"i1,a1,03/01/2012,02/02/2012,\"1,505\",EUR,No,,",
       "f.csv:2: Sum \"1,505\": expected an amount above zero in EUR with at most 2 decimals"},
      {"i1,a1,03/01/2012,02/02/2012,0,EUR,No,,", "f.csv:2: Sum \"0\": expected an amount"},
      {"i1,a1,03/01/2012,02/02/2012,-1,EUR,No,,", "f.csv:2: Sum \"-1\": expected an amount"},
      {"i1,a1,03/01/2012,02/02/2012,1,DEM,No,,", "f.csv:2: Cur \"DEM\": expected an active ISO"},
      {"i1,a1,03/01/2012,02/02/2012,1,EUR,Maybe,,",
       "f.csv:2: Disputed \"Maybe\": expected \"Yes\" or \"No\""},
      {"i1,a1,03/01/2012,02/02/2012,1,EUR,No,soon,", "f.csv:2: Paid \"soon\": expected a date"},
      {"i1,a1,03/01/2012,02/02/2012,1,EUR,No,02/01/2012,",
       "f.csv:2: Paid \"02/01/2012\": expected a day not before the issue date 2012-01-03"},
      {"i1,a1,03/01/2012,02/02/2012,1,EUR,No,,B\tY", "f.csv:2: Region \"B\\x09Y\": expected at"},
  };
  for (const BadRow& bad : rows) {
    EXPECT_THAT(FaultsOf(std::string(bad.row) + "\n"), ElementsAre(HasSubstr(bad.fault)))
        << bad.row;
  }
}

TEST(InvoiceRowTest, NamesAllFaultsOfAllRows) {
  EXPECT_THAT(FaultsOf("i1,a1,x,y,z,EUR,No,,\n"
                       "i2,a1,03/01/2012,02/02/2012,1,EUR,?,,\n"),
              ElementsAre(HasSubstr("f.csv:2: Issued"), HasSubstr("f.csv:2: Due"),
                          HasSubstr("f.csv:2: Sum"), HasSubstr("f.csv:3: Disputed")));
}

TEST(InvoiceRowTest, NamesDaysAfterTheLast) {
  EXPECT_THAT(FaultsOf("i1,a1,03/01/2012,02/02/2012,1,EUR,No,05/01/2012,\n"
                       "i2,a1,04/01/2012,02/02/2012,1,EUR,No,,\n",
                       TestMap(), Date(2012_y / 1 / 3)),
              ElementsAre("f.csv:2: Paid \"05/01/2012\": expected a day not after today, "
                          "2012-01-03",
                          "f.csv:3: Issued \"04/01/2012\": expected a day not after today, "
                          "2012-01-03"));
}

TEST(InvoiceRowTest, TheSameInvoiceTwiceIsOne) {
  const ImportedFile file = ReadGoodRows(
      "i1,a1,03/01/2012,02/02/2012,1,EUR,No,,\n"
      "i1,a1,03/01/2012,02/02/2012,\"1,00\",EUR,No,,\n",
      TestMap());
  EXPECT_EQ(file.invoices.size(), 1u);
  EXPECT_EQ(file.repeated_rows, 1u);
}

TEST(InvoiceRowTest, ANumberWithOtherContentIsRefused) {
  const std::string first = "i1,a1,03/01/2012,02/02/2012,1,EUR,No,20/01/2012,\n";
  for (const std::string other : {
           "i1,a2,03/01/2012,02/02/2012,1,EUR,No,20/01/2012,\n",
           "i1,a1,02/01/2012,02/02/2012,1,EUR,No,20/01/2012,\n",
           "i1,a1,03/01/2012,03/02/2012,1,EUR,No,20/01/2012,\n",
           "i1,a1,03/01/2012,02/02/2012,2,EUR,No,20/01/2012,\n",
           "i1,a1,03/01/2012,02/02/2012,1,USD,No,20/01/2012,\n",
           "i1,a1,03/01/2012,02/02/2012,1,EUR,Yes,20/01/2012,\n",
           "i1,a1,03/01/2012,02/02/2012,1,EUR,No,,\n",
       }) {
    EXPECT_THAT(FaultsOf(first + other),
                ElementsAre("f.csv:3: No \"i1\": line 2 has this number with other content"))
        << other;
  }
}

TEST(InvoiceRowTest, RowsOfOneCustomerMustAgreeOnIt) {
  EXPECT_THAT(FaultsOf("i1,a1,03/01/2012,02/02/2012,1,EUR,No,,BY\n"
                       "i2,a1,03/01/2012,02/02/2012,1,EUR,No,,HE\n"),
              ElementsAre("f.csv:3: Region \"HE\": customer a1 is told otherwise on line 2"));
}

TEST(InvoiceRowTest, ColumnsThatTheFileDoesNotHaveAreNamedOnce) {
  ImportMap map = TestMap();
  map.due_date_column = "Payable";
  map.traits[0].column = "Name";
  EXPECT_THAT(FaultsOf("i1,a1,03/01/2012,02/02/2012,1,EUR,No,,\ni2,,,,,,,,\n", map),
              ElementsAre("m.toml: due_date \"Payable\": f.csv has no such column; it has No, "
                          "Who, Issued, Due, Sum, Cur, Disputed, Paid, Region",
                          HasSubstr("m.toml: name \"Name\": f.csv has no such column")));
}

}  // namespace
}  // namespace recourse::csv_import
