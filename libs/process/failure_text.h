#pragma once

#include <string>

#include "libs/base/failure.h"

namespace recourse::process {

// A failure on one line, with its rule and the values that broke it:
// `More is paid than is owed (MORE_THAN_OUTSTANDING: amount = 60.00 EUR, open = 50.00 EUR)`.
std::string ToText(const Failure& failure);

}  // namespace recourse::process
