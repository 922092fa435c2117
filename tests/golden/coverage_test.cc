#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "libs/base/testing/golden_case.h"
#include "libs/base/testing/shared_file.h"

namespace recourse {
namespace {

namespace fs = std::filesystem;

using ::testing::IsEmpty;
using testkit::GoldenCase;

// The sections on interest, splits and orders of allocation. Those on day counts (2.1, 2.2) have no
// ids: libs/calendar/day_count_test.cc reads their tables row by row.
constexpr const char* kSections[] = {"### 1.1", "### 1.2", "### 1.3", "### 1.4",
                                     "### 1.5", "### 3.1", "## 4"};

const std::map<std::string, std::string> kNotComputational = {
    {"EU-6",
     "it says which amount is given as the base, open principal with tax, not what is "
     "computed from it"},
};

// All text of the tests beside the code.
std::string TextOfTests() {
  std::string text;
  for (const char* folder : {"libs", "services"}) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (!entry.path().filename().string().ends_with("_test.cc")) continue;
      if (entry.path().filename() == "golden_case_test.cc") continue;  // Its cases are made up.
      std::ifstream file(entry.path());
      text.append(std::istreambuf_iterator<char>(file), {});
    }
  }
  return text;
}

class GoldenCoverageTest : public ::testing::Test {
 protected:
  void SetUp() override {
    RECOURSE_NEEDS_SHARED_FILE(testkit::kGoldenCases);
    for (const char* section : kSections) {
      auto cases = testkit::GoldenCases(section);
      EXPECT_FALSE(cases.empty()) << section;
      for (GoldenCase& one : cases) cases_.push_back(std::move(one));
    }
  }

  bool IsNamed(const std::string& id) const {
    return text_.find('"' + id + '"') != std::string::npos;
  }

  const std::string text_ = TextOfTests();
  std::vector<GoldenCase> cases_;
};

TEST_F(GoldenCoverageTest, EveryCaseIsNamedByATestOrByAReason) {
  std::vector<std::string> forgotten;
  for (const GoldenCase& one : cases_) {
    if (one.grade == 'U' || kNotComputational.contains(one.id)) continue;
    if (!IsNamed(one.id)) forgotten.push_back(one.id);
  }
  EXPECT_THAT(forgotten, IsEmpty());
}

TEST_F(GoldenCoverageTest, NoTestAssertsWhatIsOnlyRemembered) {
  std::vector<std::string> remembered;
  int seen = 0;
  for (const GoldenCase& one : cases_) {
    if (one.grade != 'U') continue;
    ++seen;
    if (IsNamed(one.id)) remembered.push_back(one.id);
  }
  EXPECT_THAT(remembered, IsEmpty());
  EXPECT_GT(seen, 0);  // Or the grade is no longer read.
}

TEST_F(GoldenCoverageTest, AReasonIsForACaseThatIsThereAndNoTestNames) {
  for (const auto& [id, reason] : kNotComputational) {
    EXPECT_FALSE(IsNamed(id)) << id;
    const auto found = std::find_if(cases_.begin(), cases_.end(),
                                    [&](const GoldenCase& one) { return one.id == id; });
    EXPECT_NE(found, cases_.end()) << id;
  }
}

}  // namespace
}  // namespace recourse
