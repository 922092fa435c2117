#include "libs/base/testing/markdown_table.h"

#include <fstream>
#include <utility>

namespace recourse::testkit {
namespace {

std::string Trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

std::vector<std::string> Cells(std::string_view line) {
  std::vector<std::string> cells;
  line.remove_prefix(1);
  for (auto end = line.find('|'); end != std::string_view::npos; end = line.find('|')) {
    cells.push_back(Trimmed(line.substr(0, end)));
    line.remove_prefix(end + 1);
  }
  return cells;
}

}  // namespace

std::vector<MarkdownRows> MarkdownTables(const std::filesystem::path& file,
                                         std::string_view heading) {
  std::ifstream lines(file);
  std::string line;
  while (std::getline(lines, line) && !line.starts_with(heading)) {
  }
  std::vector<MarkdownRows> tables;
  bool inside = false;
  while (std::getline(lines, line) && !line.starts_with('#')) {
    if (line.starts_with('|')) {
      if (!inside) tables.emplace_back();
      tables.back().push_back(Cells(line));
    }
    inside = line.starts_with('|');
  }
  // The title row and the line of dashes under it.
  for (auto& rows : tables) rows.erase(rows.begin(), rows.begin() + (rows.size() < 2 ? 1 : 2));
  return tables;
}

MarkdownRows MarkdownTable(const std::filesystem::path& file, std::string_view heading) {
  auto tables = MarkdownTables(file, heading);
  return tables.empty() ? MarkdownRows() : std::move(tables.front());
}

}  // namespace recourse::testkit
