#pragma once

#include <optional>
#include <string_view>

#include "libs/base/date.h"

namespace recourse::bank_statement {

// YYMMDD. SWIFT reads 80 to 99 as 1980 to 1999, 00 to 79 as 2000 to 2079 (Standards MT, error T50).
// Nothing if it is no day.
std::optional<Date> ReadMtDate(std::string_view yymmdd);

// The same of the value date of an entry. Banks that reckon interest with months of 30 days write
// 29 and 30 February in any year; both are the last of February then.
std::optional<Date> ReadMtValueDate(std::string_view yymmdd);

// MMDD, the day of booking, to which SWIFT gives no year (:61:, sub-field 2): the day of that name
// nearest to the value date, as a booking is far less than half a year from it. A value date of
// 2026-01-01 with 1230 was booked on 2025-12-30, one of 2014-12-31 with 0105 on 2015-01-05
// (wolph/mt940 issues 121 and 17). Nothing if there is no such day within half a year of it.
std::optional<Date> ReadMtEntryDate(std::string_view mmdd, Date value_date);

}  // namespace recourse::bank_statement
