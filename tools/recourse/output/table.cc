#include "tools/recourse/output/table.h"

#include <utf8.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "libs/base/check.h"
#include "tools/recourse/output/csv_line.h"

namespace recourse::cli {
namespace {

using Json = nlohmann::ordered_json;

// Characters, as a terminal shows them one a cell. Bytes where the text is not UTF-8.
std::size_t Width(const std::string& text) {
  if (!utf8::is_valid(text.begin(), text.end())) return text.size();
  return static_cast<std::size_t>(utf8::distance(text.begin(), text.end()));
}

void PrintCells(const Table& table, const std::vector<std::string>& cells,
                const std::vector<std::size_t>& widths, std::ostream& out) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string padding(widths[i] - Width(cells[i]), ' ');
    const bool right = table.columns[i].kind != Table::Kind::kText;
    if (i > 0) line += "  ";
    line += right ? padding + cells[i] : cells[i] + padding;
  }
  out << line.substr(0, line.find_last_not_of(' ') + 1) << '\n';
}

void PrintAligned(const Table& table, std::ostream& out) {
  std::vector<std::string> header;
  for (const Table::Column& column : table.columns) header.push_back(column.name);
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < header.size(); ++i) {
    std::size_t width = Width(header[i]);
    for (const auto& row : table.rows) width = std::max(width, Width(row[i]));
    widths.push_back(width);
  }
  PrintCells(table, header, widths, out);
  for (const auto& row : table.rows) PrintCells(table, row, widths, out);
}

void PrintTables(const std::vector<Table>& tables, std::ostream& out) {
  bool first = true;
  for (const Table& table : tables) {
    if (table.rows.empty() && tables.size() > 1) continue;
    if (!first) out << '\n';
    first = false;
    if (!table.title.empty()) out << table.title << '\n';
    PrintAligned(table, out);
  }
}

Json ToJson(const Table& table) {
  Json rows = Json::array();
  for (const auto& row : table.rows) {
    Json object = Json::object();
    for (std::size_t i = 0; i < row.size(); ++i) {
      const Table::Column& column = table.columns[i];
      if (column.kind == Table::Kind::kCount && !row[i].empty()) {
        object[column.name] = std::stoll(row[i]);
      } else {
        object[column.name] = row[i];
      }
    }
    rows.push_back(std::move(object));
  }
  return rows;
}

void PrintJson(const std::vector<Table>& tables, std::ostream& out) {
  Json json;
  if (tables.size() == 1) {
    json = ToJson(tables.front());
  } else {
    json = Json::object();
    for (const Table& table : tables) json[table.title] = ToJson(table);
  }
  out << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

void PrintCsv(const Table& table, std::ostream& out) {
  std::vector<std::string> header;
  for (const Table::Column& column : table.columns) header.push_back(column.name);
  out << CsvLine(header);
  for (const auto& row : table.rows) out << CsvLine(row);
}

}  // namespace

std::optional<Format> ParseFormat(std::string_view text) {
  if (text == "table") return Format::kTable;
  if (text == "json") return Format::kJson;
  if (text == "csv") return Format::kCsv;
  return std::nullopt;
}

void Print(const std::vector<Table>& tables, Format format, std::ostream& out) {
  switch (format) {
    case Format::kTable:
      PrintTables(tables, out);
      return;
    case Format::kJson:
      PrintJson(tables, out);
      return;
    case Format::kCsv:
      CHECK(tables.size() == 1);
      PrintCsv(tables.front(), out);
      return;
  }
}

}  // namespace recourse::cli
