#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace recourse::testkit {

// The rows of a CSV file (RFC 4180) by the names in its first row. Nothing if it cannot be read, or
// a row has more or fewer fields than the first.
std::optional<std::vector<std::map<std::string, std::string>>> CsvRows(
    const std::filesystem::path& file);

}  // namespace recourse::testkit
