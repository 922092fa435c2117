#include "libs/base/testing/markdown_table.h"

#include <fstream>

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

std::vector<std::vector<std::string>> MarkdownTable(const std::filesystem::path& file,
                                                    std::string_view heading) {
  std::vector<std::vector<std::string>> rows;
  std::ifstream lines(file);
  std::string line;
  while (std::getline(lines, line) && !line.starts_with(heading)) {
  }
  while (std::getline(lines, line) && !line.starts_with('#')) {
    if (line.starts_with('|')) {
      rows.push_back(Cells(line));
    } else if (!rows.empty()) {
      break;
    }
  }
  // The title row and the line of dashes under it.
  rows.erase(rows.begin(), rows.size() < 2 ? rows.end() : rows.begin() + 2);
  return rows;
}

}  // namespace recourse::testkit
