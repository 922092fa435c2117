#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace recourse::testkit {

// The published tables of known answers; read through shared_file.h.
inline constexpr std::string_view kGoldenCases = "golden/cases.md";

// One row of them that has an id, such as UK-1.
struct GoldenCase {
  std::string id;
  std::string text;  // The other cells, parted by " | ", without bold and thousands separators.
  char grade = ' ';  // P, S, D or U as cases.md explains them; ' ' where the row has none.
};

// All in the tables between the heading that starts with `heading` and the next one.
std::vector<GoldenCase> GoldenCases(std::string_view heading);

// Whether the row of `id` still contains each of `texts`, in this order: the inputs and the answer
// that a test has, so that the two cannot drift apart. An amount is written without thousands
// separators. True where the file is missing, except in continuous integration.
::testing::AssertionResult CaseSays(std::string_view id,
                                    std::initializer_list<std::string_view> texts);

}  // namespace recourse::testkit
