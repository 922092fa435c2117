#pragma once

#include <optional>
#include <string>

#include "libs/base/date.h"

namespace recourse::cli {

// "2012-12-31". Nothing for anything else.
std::optional<Date> ParseIsoDay(const std::string& text);

// "2012-12-31T09:00:00Z", or "2012-12-31", which is 00:00 UTC. Nothing for anything else.
std::optional<Instant> ParseIsoInstant(const std::string& text);

// For CLI11: what is wrong with an argument, or "".
std::string CheckIsoDay(const std::string& text);
std::string CheckIsoInstant(const std::string& text);

}  // namespace recourse::cli
