#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace recourse::cli {

// An answer as rows, before it is decided how it is shown.
struct Table {
  enum class Kind {
    kText,
    kCount,   // A whole number: right-aligned, and a number in JSON.
    kAmount,  // A decimal: right-aligned, and text in JSON, which has no exact decimals.
  };
  struct Column {
    std::string name;  // "due_date": the key in JSON.
    Kind kind = Kind::kText;
  };

  std::string title;  // "invoices"; may be empty if there is only one table.
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  // Each as long as `columns`.
  std::uint32_t rows_left_out = 0;             // By the service, which had more to say.
};

enum class Format { kTable, kJson, kCsv };

std::optional<Format> ParseFormat(std::string_view text);

// kTable: aligned columns under a header, each table under its title; a table without rows is left
//   out if there are others.
// kJson: an array with one object a row; of several tables, an object of such arrays by title.
// kCsv: RFC 4180 with a header; one table only.
void Print(const std::vector<Table>& tables, Format format, std::ostream& out);

}  // namespace recourse::cli
