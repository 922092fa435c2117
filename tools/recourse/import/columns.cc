#include "tools/recourse/import/columns.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace recourse::csv_import {

Columns FindColumns(const CsvFile& csv, const ImportMap& map, Complaints& complaints) {
  const auto find = [&](const std::string& key, const std::string& column) {
    const auto at = std::find(csv.header.begin(), csv.header.end(), column);
    if (at != csv.header.end()) return static_cast<std::size_t>(at - csv.header.begin());
    complaints.push_back(
        {map.file, 0, key, column,
         fmt::format("{} has no such column; it has {}", csv.name, fmt::join(csv.header, ", "))});
    return Columns::kNone;
  };
  Columns columns;
  columns.number = find("number", map.number_column);
  columns.customer = find("customer", map.customer_column);
  columns.issue_date = find("issue_date", map.issue_date_column);
  columns.due_date = find("due_date", map.due_date_column);
  columns.amount = find("amount", map.amount_column);
  if (map.currency.column) columns.currency = find("currency", *map.currency.column);
  if (map.disputed) columns.disputed = find("disputed", map.disputed->column);
  if (map.settled_column) columns.settled = find("settled", *map.settled_column);
  for (std::size_t i = 0; i < kTraits.size(); ++i) {
    const auto& column = map.traits[i].column;
    columns.traits[i] = column ? find(kTraits[i].key, *column) : Columns::kNone;
  }
  return columns;
}

}  // namespace recourse::csv_import
