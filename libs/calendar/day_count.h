#pragma once

#include <cstdint>

#include "libs/base/date.h"

namespace recourse::calendar {

// How a contract or a law turns the days between two dates into a part of a year.
enum class DayCount {
  kActual365Fixed,    // Days by the calendar over 365, also in leap years.
  kActual360,         // Days by the calendar over 360 (5 CFR 1315.17).
  kActualActualIsda,  // Days in leap years over 366, the others over 365 (ISDA 2006, 4.16(b)).
  kActualActualAfb,   // Whole years back from the end; the rest over 366 if it has a 29 February.
  kThirty360Bond,     // Months of 30 days (ISDA 2006, 4.16(f)).
  kThirtyE360,        // The same, the 31st is always the 30th (ISDA 2006, 4.16(g)).
  kThirty360Us,       // As Bond, and the last of February is the 30th (SIFMA).
  kThirty365,         // The days of kThirtyE360 over 365.
};

// An exact part of a year, in lowest terms; the denominator is positive. Interest is computed from
// it in integers, so that every cent can be explained.
struct YearFraction {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;

  bool operator==(const YearFraction&) const = default;
};

// For charts and comparisons, never for money.
double ToDouble(const YearFraction& fraction);

// The days that `count` sees from `start` (not counted) to `end` (counted); `start` <= `end`.
std::int64_t CountDays(DayCount count, Date start, Date end);

// The part of a year from `start` to `end`; `start` <= `end`.
YearFraction Between(DayCount count, Date start, Date end);

// A regular period of interest: whole months long, `months` dividing 12 or being 12.
struct ReferencePeriod {
  Date start;
  Date end;
};

// Actual/Actual by ISMA rule 251 (ISDA 2006, 4.16(c)): days over the days of the regular period
// that they lie in, times the periods of a year. A time that leaves `reference` is split along
// regular periods of the same length before and after it.
YearFraction BetweenIsma(Date start, Date end, const ReferencePeriod& reference);

}  // namespace recourse::calendar
