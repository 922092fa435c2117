#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "services/invoicing/domain/regime.h"

namespace recourse::invoicing {

// Reads dated data from its files, which are TOML. `file` names them in complaints. What is wrong
// is kInvalid RATE_FILE, naming file, line, key and value; or RATE_TABLE_INVALID.

// One rate table. A step lasts through the day before the next, the last one through
// `known_through`, unless it says `through` itself: then the days after it are unknown.
Expected<calendar::RateTable, Failure> ParseRateTable(std::string_view text,
                                                      const std::string& file);
Expected<std::vector<Regime>, Failure> ParseRegimes(std::string_view text, const std::string& file);
Expected<std::vector<CompensationTariff>, Failure> ParseTariffs(std::string_view text,
                                                                const std::string& file);
Expected<std::vector<FreezeRule>, Failure> ParseFreezes(std::string_view text,
                                                        const std::string& file);

// All of a folder:
//   tables/*.toml        one rate table each, named as in it
//   regimes.toml         statutory interest
//   compensation.toml    fixed sums
//   freezes.toml         what circumstances freeze; nothing without it
// A regime may name a table that is not there; its interest is refused when it is asked for.
Expected<RateBook, Failure> LoadRateBook(const std::filesystem::path& folder);

}  // namespace recourse::invoicing
