#include "tools/recourse/import/csv_file.h"

#include <csv.h>
#include <fmt/format.h>
#include <utf8.h>

#include <set>
#include <utility>

#include "libs/base/check.h"

namespace recourse::csv_import {
namespace {

// RFC 4180: spaces are part of a field.
int IsSpace(unsigned char) { return 0; }

// Feeds libcsv one line of text at a time, so as to know on which line each row begins.
class RowReader {
 public:
  explicit RowReader(char delimiter) {
    CHECK(csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) == 0);
    csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
    csv_set_space_func(&parser_, IsSpace);
  }
  ~RowReader() { csv_free(&parser_); }
  RowReader(const RowReader&) = delete;
  RowReader& operator=(const RowReader&) = delete;

  // False at a broken quote.
  bool Feed(int line, std::string_view text) {
    if (!in_row_) row_.line = line;
    ended_row_ = false;
    const std::size_t read =
        csv_parse(&parser_, text.data(), text.size(), &RowReader::OnCell, &RowReader::OnRow, this);
    const bool blank = text.find_first_not_of("\r\n") == std::string_view::npos;
    in_row_ = !ended_row_ && (in_row_ || !blank);
    return read == text.size();
  }
  // False if the text ended inside quotes.
  bool Finish() { return csv_fini(&parser_, &RowReader::OnCell, &RowReader::OnRow, this) == 0; }

  // Where the row begins that is being read.
  int row_line() const { return row_.line; }
  std::vector<CsvRow>& rows() { return rows_; }

 private:
  static void OnCell(void* data, std::size_t size, void* self) {
    auto& row = static_cast<RowReader*>(self)->row_;
    row.cells.emplace_back(static_cast<const char*>(data), size);
  }
  static void OnRow(int, void* self) {
    auto& reader = *static_cast<RowReader*>(self);
    reader.ended_row_ = true;
    reader.rows_.push_back({reader.row_.line, std::exchange(reader.row_.cells, {})});
  }

  csv_parser parser_;
  CsvRow row_;
  std::vector<CsvRow> rows_;
  bool in_row_ = false;
  bool ended_row_ = false;
};

std::vector<CsvRow> ReadRows(const std::string& name, std::string_view text, char delimiter,
                             Complaints& complaints) {
  RowReader reader(delimiter);
  int line = 0;
  bool whole = true;
  while (whole && !text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
    whole = reader.Feed(++line, text.substr(0, size));
    text.remove_prefix(size);
  }
  if (!whole) {
    complaints.push_back({name, line, "", "",
                          "a quote stands where none may (a field with quotes in it is quoted "
                          "as a whole, and they are doubled); the rest was not read"});
  } else if (!reader.Finish()) {
    complaints.push_back(
        {name, reader.row_line(), "", "", "a quoted field that begins in this row does not end"});
  }
  return std::move(reader.rows());
}

void CheckHeader(const CsvFile& file, int line, Complaints& complaints) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < file.header.size(); ++i) {
    const std::string& column = file.header[i];
    const std::string place = fmt::format("header of column {}", i + 1);
    if (column.empty()) {
      complaints.push_back({file.name, line, place, column, "expected a name"});
    } else if (!seen.insert(column).second) {
      complaints.push_back({file.name, line, place, column, "another column has this name"});
    } else if (!utf8::is_valid(column.begin(), column.end())) {
      complaints.push_back({file.name, line, place, column, "expected UTF-8"});
    }
  }
}

bool CheckRow(const CsvFile& file, const CsvRow& row, Complaints& complaints) {
  if (row.cells.size() != file.header.size()) {
    complaints.push_back({file.name, row.line, "", "",
                          fmt::format("expected {} fields as in the header, found {}",
                                      file.header.size(), row.cells.size())});
    return false;
  }
  bool valid = true;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const std::string& cell = row.cells[i];
    if (utf8::is_valid(cell.begin(), cell.end())) continue;
    complaints.push_back({file.name, row.line, file.header[i], cell, "expected UTF-8"});
    valid = false;
  }
  return valid;
}

}  // namespace

CsvFile ParseCsv(std::string name, std::string_view text, char delimiter, Complaints& complaints) {
  CsvFile file{std::move(name), {}, {}};
  if (utf8::starts_with_bom(text.begin(), text.end())) text.remove_prefix(3);
  std::vector<CsvRow> rows = ReadRows(file.name, text, delimiter, complaints);
  if (rows.empty()) {
    complaints.push_back({file.name, 0, "", "", "expected a header and rows, found nothing"});
    return file;
  }
  if (rows.size() - 1 > kCsvRowsMax) {
    complaints.push_back({file.name, 0, "", "",
                          fmt::format("expected at most {} rows in one file, found {}", kCsvRowsMax,
                                      rows.size() - 1)});
    return file;
  }
  file.header = std::move(rows.front().cells);
  CheckHeader(file, rows.front().line, complaints);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (CheckRow(file, rows[i], complaints)) file.rows.push_back(std::move(rows[i]));
  }
  return file;
}

}  // namespace recourse::csv_import
