#include "tools/recourse/import/csv_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace recourse::csv_import {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Reads `text`, which must be without fault.
CsvFile Read(std::string_view text, char delimiter = ',') {
  Complaints complaints;
  CsvFile file = ParseCsv("f.csv", text, delimiter, complaints);
  EXPECT_THAT(complaints, IsEmpty());
  return file;
}

std::vector<std::string> FaultsOf(std::string_view text) {
  Complaints complaints;
  ParseCsv("f.csv", text, ',', complaints);
  std::vector<std::string> faults;
  for (const Complaint& complaint : complaints) faults.push_back(ToString(complaint));
  return faults;
}

TEST(CsvFileTest, ReadsQuotesDelimitersAndLineBreaksInFields) {
  const CsvFile file = Read("a,b\r\n\"x, \"\"y\"\"\",1\r\n\"two\nlines\",2\r\n");
  EXPECT_THAT(file.header, ElementsAre("a", "b"));
  ASSERT_EQ(file.rows.size(), 2u);
  EXPECT_THAT(file.rows[0].cells, ElementsAre("x, \"y\"", "1"));
  EXPECT_THAT(file.rows[1].cells, ElementsAre("two\nlines", "2"));
}

TEST(CsvFileTest, KnowsOnWhichLineARowBegins) {
  const CsvFile file = Read("a\n\"1\n\n2\"\n\nx\ny");
  ASSERT_EQ(file.rows.size(), 3u);
  EXPECT_EQ(file.rows[0].line, 2);
  EXPECT_EQ(file.rows[1].line, 6);
  EXPECT_EQ(file.rows[2].line, 7);
}

TEST(CsvFileTest, PassesOverAByteOrderMark) {
  EXPECT_THAT(Read("\xEF\xBB\xBF"
                   "a,b\n1,2\n")
                  .header,
              ElementsAre("a", "b"));
}

TEST(CsvFileTest, KeepsSpaces) {
  EXPECT_THAT(Read("a,b\n 1 ,\t2\n").rows[0].cells, ElementsAre(" 1 ", "\t2"));
}

TEST(CsvFileTest, TakesAnotherDelimiter) {
  EXPECT_THAT(Read("a;b\n1,5;2\n", ';').rows[0].cells, ElementsAre("1,5", "2"));
}

TEST(CsvFileTest, NamesEveryFault) {
  EXPECT_THAT(FaultsOf("a,,a\n1,2,3\n1,2\n1,M\xfc,3\n"),
              ElementsAre("f.csv:1: header of column 2 \"\": expected a name",
                          "f.csv:1: header of column 3 \"a\": another column has this name",
                          "f.csv:3: expected 3 fields as in the header, found 2",
                          "f.csv:4: \"M\\xfc\": expected UTF-8"));
}

TEST(CsvFileTest, EndsAtABrokenQuote) {
  EXPECT_THAT(FaultsOf("a\n1\nx\"y\n2\n"),
              ElementsAre("f.csv:3: a quote stands where none may (a field with quotes in it is "
                          "quoted as a whole, and they are doubled); the rest was not read"));
  EXPECT_THAT(FaultsOf("a\n1\n\"x\ny\n"),
              ElementsAre("f.csv:3: a quoted field that begins in this row does not end"));
}

TEST(CsvFileTest, RefusesAnEmptyFile) {
  for (const auto* text : {"", "\n\n", "\xEF\xBB\xBF"}) {
    EXPECT_THAT(FaultsOf(text), ElementsAre("f.csv: expected a header and rows, found nothing"));
  }
}

TEST(CsvFileTest, IsBounded) {
  std::string text = "a\n";
  for (std::size_t i = 0; i <= kCsvRowsMax; ++i) text += "1\n";
  EXPECT_THAT(FaultsOf(text),
              ElementsAre("f.csv: expected at most 199999 rows in one file, found 200000"));
}

}  // namespace
}  // namespace recourse::csv_import
