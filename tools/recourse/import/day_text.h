#pragma once

#include <string>

namespace recourse::csv_import {

// True if `format`, as strptime takes it, says day, month and year, so that what it writes is read
// back as the same day: "%d/%m/%Y", "%F".
bool NamesOneDay(const std::string& format);

}  // namespace recourse::csv_import
