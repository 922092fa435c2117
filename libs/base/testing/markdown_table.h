#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace recourse::testkit {

// The rows of the first table below the heading that starts with `heading` (such as "### 2.1"),
// without its title row. Cells are trimmed, their text is otherwise as it stands. Empty if there is
// no such heading, or no table before the next one.
std::vector<std::vector<std::string>> MarkdownTable(const std::filesystem::path& file,
                                                    std::string_view heading);

}  // namespace recourse::testkit
