#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace recourse::testkit {

using MarkdownRows = std::vector<std::vector<std::string>>;

// The rows of each table between the heading that starts with `heading` (such as "### 2.1") and the
// next one, without its title row. Cells are trimmed, their text is otherwise as it stands.
std::vector<MarkdownRows> MarkdownTables(const std::filesystem::path& file,
                                         std::string_view heading);

// The first of them. Empty if there is no such heading, or no table before the next one.
MarkdownRows MarkdownTable(const std::filesystem::path& file, std::string_view heading);

}  // namespace recourse::testkit
