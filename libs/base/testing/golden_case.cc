#include "libs/base/testing/golden_case.h"

#include <algorithm>
#include <filesystem>
#include <regex>

#include "libs/base/testing/markdown_table.h"
#include "libs/base/testing/shared_file.h"

namespace recourse::testkit {
namespace {

constexpr std::string_view kSections[] = {"### 1.1", "### 1.2", "### 1.3", "### 1.4",
                                          "### 1.5", "### 3.1", "## 4"};

std::string Plain(const std::string& cell) {
  static const std::regex kBold(R"(\*\*)");
  static const std::regex kThousands(R"((\d),(?=\d{3}(?!\d)))");
  return std::regex_replace(std::regex_replace(cell, kBold, ""), kThousands, "$1");
}

char GradeOf(const std::string& last_cell) {
  static const std::regex kGrade(R"(([PSDU])(?![A-Za-z]).*)");
  std::smatch match;
  return std::regex_match(last_cell, match, kGrade) ? *match[1].first : ' ';
}

}  // namespace

std::vector<GoldenCase> GoldenCases(std::string_view heading) {
  static const std::regex kId(R"([A-Z]+(-[A-Z]+)?-\d+)");
  std::vector<GoldenCase> cases;
  for (const auto& table : MarkdownTables(SharedFile(kGoldenCases), heading)) {
    for (const auto& row : table) {
      if (row.size() < 2 || !std::regex_match(row[0], kId)) continue;
      GoldenCase one{row[0], Plain(row[1]), GradeOf(Plain(row.back()))};
      for (std::size_t i = 2; i < row.size(); ++i) one.text += " | " + Plain(row[i]);
      cases.push_back(std::move(one));
    }
  }
  return cases;
}

::testing::AssertionResult CaseSays(std::string_view id,
                                    std::initializer_list<std::string_view> texts) {
  if (!std::filesystem::exists(SharedFile(kGoldenCases)) && !RunsInCi()) {
    return ::testing::AssertionSuccess();
  }
  for (const std::string_view section : kSections) {
    const auto cases = GoldenCases(section);
    const auto found =
        std::find_if(cases.begin(), cases.end(), [&](const auto& one) { return one.id == id; });
    if (found == cases.end()) continue;
    std::size_t at = 0;
    for (const std::string_view text : texts) {
      at = found->text.find(text, at);
      if (at == std::string::npos) {
        return ::testing::AssertionFailure()
               << id << " no longer says " << text << " there: " << found->text;
      }
      at += text.size();
    }
    return ::testing::AssertionSuccess();
  }
  return ::testing::AssertionFailure() << "no case " << id;
}

}  // namespace recourse::testkit
