#include "libs/base/testing/golden_case.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "libs/base/testing/temp_folder.h"

namespace recourse::testkit {
namespace {

class GoldenCaseTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directory(temp_.path() / "golden");
    std::ofstream(temp_.path() / kGoldenCases)
        << "### 1.1 Interest\n| id | input | grade |\n|---|---|---|\n"
           "| UK-1 | GBP 1,000; **11.50** | S - quoted |\n| UK-2 | same | **U** (p. 4) |\n"
           "| UK-3 | 15,15,14 | page of PDF |\n| 0.01 | 40 | P |\n"
           "## 4. Order\n| id | order |\n|---|---|\n| US-PP-4 | costs first |\n";
    setenv("RECOURSE_SHARED", temp_.path().c_str(), 1);
  }
  void TearDown() override {
    if (before_.empty()) {
      unsetenv("RECOURSE_SHARED");
    } else {
      setenv("RECOURSE_SHARED", before_.c_str(), 1);
    }
  }

  TempFolder temp_;
  const std::string before_ =
      std::getenv("RECOURSE_SHARED") == nullptr ? "" : std::getenv("RECOURSE_SHARED");
};

TEST_F(GoldenCaseTest, RowsWithAnIdAreCases) {
  const auto cases = GoldenCases("### 1.1");
  ASSERT_EQ(cases.size(), 3u);
  EXPECT_EQ(cases[0].text, "GBP 1000; 11.50 | S - quoted");
  EXPECT_EQ(cases[0].grade, 'S');
  EXPECT_EQ(cases[1].grade, 'U');
  EXPECT_EQ(cases[2].text, "15,15,14 | page of PDF");
  EXPECT_EQ(cases[2].grade, ' ');
}

TEST_F(GoldenCaseTest, ACaseSaysWhatIsInItsRowInOrder) {
  EXPECT_TRUE(CaseSays("UK-1", {"1000", "11.50"}));
  EXPECT_TRUE(CaseSays("US-PP-4", {"costs"}));
  EXPECT_FALSE(CaseSays("UK-1", {"11.50", "1000"}));
  EXPECT_FALSE(CaseSays("UK-1", {"1000", "11.51"}));
  EXPECT_FALSE(CaseSays("UK-9", {}));
}

}  // namespace
}  // namespace recourse::testkit
