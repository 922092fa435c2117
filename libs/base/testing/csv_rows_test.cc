#include "libs/base/testing/csv_rows.h"

#include <gtest/gtest.h>

#include <fstream>

#include "libs/base/testing/temp_folder.h"

namespace recourse::testkit {
namespace {

class CsvRowsTest : public testing::Test {
 protected:
  auto Read(std::string_view text) {
    const auto file = folder_.path() / "rows.csv";
    std::ofstream(file) << text;
    return CsvRows(file);
  }

  TempFolder folder_;
};

TEST_F(CsvRowsTest, FieldsAreNamedByTheFirstRow) {
  const auto rows = Read("a,b\n1,\"x, \"\"y\"\"\"\n,2\n");
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ(rows->at(0), (std::map<std::string, std::string>{{"a", "1"}, {"b", "x, \"y\""}}));
  EXPECT_EQ(rows->at(1), (std::map<std::string, std::string>{{"a", ""}, {"b", "2"}}));
}

TEST_F(CsvRowsTest, WhatIsNoTableIsNotRead) {
  EXPECT_FALSE(Read(""));
  EXPECT_FALSE(Read("a,b\n1\n"));
  EXPECT_FALSE(Read("a,b\n\"1,2\n"));
  EXPECT_FALSE(CsvRows(folder_.path() / "missing.csv"));
}

}  // namespace
}  // namespace recourse::testkit
