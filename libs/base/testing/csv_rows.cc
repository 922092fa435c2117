#include "libs/base/testing/csv_rows.h"

#include <csv.h>

#include <fstream>
#include <iterator>
#include <utility>

namespace recourse::testkit {
namespace {

using Fields = std::vector<std::string>;

struct Rows {
  std::vector<Fields> done;
  Fields row;
};

void OnField(void* field, std::size_t size, void* rows) {
  static_cast<Rows*>(rows)->row.emplace_back(static_cast<const char*>(field), size);
}

void OnRow(int /*last*/, void* rows) {
  Rows& all = *static_cast<Rows*>(rows);
  all.done.push_back(std::exchange(all.row, {}));
}

std::optional<std::vector<Fields>> Read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  csv_parser parser;
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) return std::nullopt;
  Rows rows;
  const bool is_read =
      csv_parse(&parser, text.data(), text.size(), OnField, OnRow, &rows) == text.size() &&
      csv_fini(&parser, OnField, OnRow, &rows) == 0;
  csv_free(&parser);
  return is_read ? std::optional(std::move(rows.done)) : std::nullopt;
}

}  // namespace

std::optional<std::vector<std::map<std::string, std::string>>> CsvRows(
    const std::filesystem::path& file) {
  const auto rows = Read(file);
  if (!rows || rows->empty()) return std::nullopt;
  const Fields& names = rows->front();
  std::vector<std::map<std::string, std::string>> named;
  for (std::size_t i = 1; i < rows->size(); ++i) {
    const Fields& row = (*rows)[i];
    if (row.size() != names.size()) return std::nullopt;
    auto& fields = named.emplace_back();
    for (std::size_t at = 0; at < names.size(); ++at) fields[names[at]] = row[at];
  }
  return named;
}

}  // namespace recourse::testkit
