#pragma once

#include <optional>
#include <string_view>

#include "libs/base/money.h"

// Statements and ledgers of the past are in currencies that are gone, and are read as they are.
// What is new is asked for in one that exists, whatever its day: a mistyped RUR would be owed
// beside every RUB, and what was invoiced in DEM is owed in EUR.
namespace recourse {

// Nothing if `code` is not in ISO 4217 list one, of active currencies and funds.
std::optional<Currency> ParseActiveCurrency(std::string_view code);

bool IsActive(Currency currency);

}  // namespace recourse
