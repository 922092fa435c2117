#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "libs/base/money.h"

// Words in which the books say what is wrong with an event.
namespace recourse::standalone {

// Nothing, or the field, what was found there and what was expected.
using Fault = std::optional<std::string>;

Fault Wrong(std::string_view field, std::string_view found, std::string_view expected);
Fault Differs(std::string_view field, const Money& found, const Money& expected);
// An amount of another currency or beyond bounds: sums of such would end the process.
Fault Foreign(std::string_view field, const Money& amount, const Currency& currency);

}  // namespace recourse::standalone
