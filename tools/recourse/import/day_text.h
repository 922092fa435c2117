#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "libs/base/date.h"

namespace recourse::csv_import {

// True if `format`, as strptime takes it, says day, month and year, so that what it writes is read
// back as the same day: "%d/%m/%Y", "%F".
bool NamesOneDay(const std::string& format);

// Reads all of `text` by `format`. Nothing if it does not fit, or there is no such day, or it lies
// outside the years 1900 to 2199 (which a year written with two digits would).
std::optional<Date> ParseDay(std::string_view text, const std::string& format);

}  // namespace recourse::csv_import
