#include "tools/recourse/output/csv_line.h"

#include <csv.h>

namespace recourse::cli {

std::string CsvLine(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) {
    if (!line.empty()) line += ',';
    const std::size_t size = csv_write(nullptr, 0, cell.data(), cell.size());
    const std::size_t at = line.size();
    line.resize(at + size);
    csv_write(line.data() + at, size, cell.data(), cell.size());
  }
  return line + "\r\n";
}

}  // namespace recourse::cli
