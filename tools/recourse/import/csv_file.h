#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/recourse/import/complaint.h"

namespace recourse::csv_import {

struct CsvRow {
  int line = 0;  // Of the row's first character in the file, from 1.
  std::vector<std::string> cells;
};

// A CSV file by RFC 4180 with a header: every row has as many cells as the header, in UTF-8.
struct CsvFile {
  std::string name;  // As complaints name it.
  std::vector<std::string> header;
  std::vector<CsvRow> rows;
};

// A row becomes at most five commands, and a schedule takes 1,000,000.
inline constexpr std::size_t kCsvRowsMax = 199'999;

// Reads all of `text`. What is wrong is added to `complaints`, and the rows concerned are left out;
// a broken quote ends the reading, as where the next row begins is unknown. A byte order mark and
// empty lines are passed over.
CsvFile ParseCsv(std::string name, std::string_view text, char delimiter, Complaints& complaints);

}  // namespace recourse::csv_import
