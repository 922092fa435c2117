#pragma once

#include <string>
#include <vector>

namespace recourse::cli {

// One row by RFC 4180, with its line break.
std::string CsvLine(const std::vector<std::string>& cells);

}  // namespace recourse::cli
