#include "libs/base/testing/markdown_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "libs/base/testing/temp_folder.h"

namespace recourse::testkit {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class MarkdownTableTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::ofstream(file_) << "# 1 First\n| x |\n|---|\n| other |\n\n"
                            "# 2 Second\ntext\n| a | b |\n|---|---|\n| 1 | two words |\n| 2 |  |\n"
                            "text\n| c |\n|---|\n| later |\n# 3 Third\nno table\n";
  }

  TempFolder temp_;
  std::filesystem::path file_ = temp_.path() / "page.md";
};

TEST_F(MarkdownTableTest, GivesTheFirstTableBelowTheHeading) {
  EXPECT_THAT(MarkdownTable(file_, "# 2"),
              ElementsAre(ElementsAre("1", "two words"), ElementsAre("2", "")));
}

TEST_F(MarkdownTableTest, GivesEveryTableBeforeTheNextHeading) {
  EXPECT_THAT(MarkdownTables(file_, "# 2"),
              ElementsAre(ElementsAre(ElementsAre("1", "two words"), ElementsAre("2", "")),
                          ElementsAre(ElementsAre("later"))));
}

TEST_F(MarkdownTableTest, GivesNothingWhereThereIsNone) {
  EXPECT_THAT(MarkdownTable(file_, "# 3"), IsEmpty());
  EXPECT_THAT(MarkdownTable(file_, "# 4"), IsEmpty());
  EXPECT_THAT(MarkdownTable(temp_.path() / "missing.md", "# 2"), IsEmpty());
}

}  // namespace
}  // namespace recourse::testkit
