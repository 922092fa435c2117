#include "tools/recourse/import/complaint.h"

#include <gtest/gtest.h>

#include <sstream>

namespace recourse::csv_import {
namespace {

std::string Printed(const Complaints& complaints, std::size_t lines_max) {
  std::ostringstream out;
  Print(complaints, out, lines_max);
  return out.str();
}

TEST(ComplaintTest, NamesFileLineColumnValueAndWhatWasExpected) {
  EXPECT_EQ(ToString({"late.csv", 17, "DueDate", "31/31/2012", "expected a date"}),
            "late.csv:17: DueDate \"31/31/2012\": expected a date");
}

TEST(ComplaintTest, LeavesOutWhatIsNotThere) {
  EXPECT_EQ(ToString({"late.csv", 0, "", "", "is empty"}), "late.csv: is empty");
  EXPECT_EQ(ToString({"late.csv", 3, "", "x", "is odd"}), "late.csv:3: \"x\": is odd");
}

TEST(ComplaintTest, ShowsAnyValueOnOneReadableLine) {
  EXPECT_EQ(Quoted("a\nb\x7f"), "\"a\\x0ab\\x7f\"");
  EXPECT_EQ(Quoted("M\xfcller"), "\"M\\xfcller\"");
  EXPECT_EQ(Quoted("Müller"), "\"Müller\"");
}

TEST(ComplaintTest, CutsALongValueBetweenCharacters) {
  EXPECT_EQ(Quoted(std::string(80, 'a')), "\"" + std::string(80, 'a') + "\"");
  EXPECT_EQ(Quoted(std::string(79, 'a') + "ü"), "\"" + std::string(79, 'a') + "...\"");
}

TEST(ComplaintTest, PrintsInOrderOfLineAndSaysHowManyThereAre) {
  const Complaints complaints = {
      {"b.csv", 9, "", "", "nine"}, {"b.csv", 2, "", "", "two"}, {"a.toml", 5, "", "", "five"}};
  EXPECT_EQ(Printed(complaints, 100),
            "a.toml:5: five\nb.csv:2: two\nb.csv:9: nine\n3 errors in all\n");
  EXPECT_EQ(Printed(complaints, 1), "a.toml:5: five\n... and 2 more\n3 errors in all\n");
}

}  // namespace
}  // namespace recourse::csv_import
