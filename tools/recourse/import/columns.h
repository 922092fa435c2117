#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "tools/recourse/import/complaint.h"
#include "tools/recourse/import/csv_file.h"
#include "tools/recourse/import/import_map.h"

namespace recourse::csv_import {

// Where in a row the columns that a map names stand.
struct Columns {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::size_t number = kNone;
  std::size_t customer = kNone;
  std::size_t issue_date = kNone;
  std::size_t due_date = kNone;
  std::size_t amount = kNone;
  std::size_t currency = kNone;                      // kNone: the same for all rows.
  std::size_t disputed = kNone;                      // kNone: the file does not say.
  std::size_t settled = kNone;                       // kNone: the file does not say.
  std::array<std::size_t, kTraits.size()> traits{};  // kNone: the same for all rows.
};

// Complains of every column that the map names and the file does not have.
Columns FindColumns(const CsvFile& csv, const ImportMap& map, Complaints& complaints);

}  // namespace recourse::csv_import
