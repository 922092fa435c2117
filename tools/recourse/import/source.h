#pragma once

#include <optional>
#include <string>

namespace recourse::csv_import {

// Where a value comes from: a column of each row, or one text for all rows.
struct Source {
  std::optional<std::string> column;
  std::string constant;

  bool operator==(const Source&) const = default;
};

}  // namespace recourse::csv_import
