#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "libs/base/date.h"
#include "libs/base/failure.h"
#include "libs/base/fraction.h"
#include "libs/calendar/day_count.h"
#include "libs/calendar/rate.h"

// The named policies of interest. Case ids are those of the golden cases.
namespace recourse::invoicing {

// The longest time that interest is computed for.
inline constexpr int kInterestYearsMax = 100;

// Which day's rate of the table is meant when the rate of a day is asked for.
enum class ReferenceDay {
  kSameDay,         // Germany (BGB 247), Russia (GK 395), USA (5 CFR 1315.10(a)(1)).
  kHalfYearStart,   // 1 January or 1 July, not after it: Directive 2011/7/EU art. 2(7), EU-1 to -3.
  kBeforeHalfYear,  // 31 December or 30 June before it: SI 2002/1675 art. 4, UK-6.
};

// Of which day the rate is asked for. But for kEachDay it is fixed for the debt.
enum class RateDay {
  kEachDay,   // The rate steps inside one debt: DE-5, RU-1.
  kFirstDay,  // Fixed on the day on which interest starts, the day after the due day: UK-6,
              // US-PP-5, and Ireland "in operation on the date the payment became overdue" (EU-4).
  kLastDay,   // Fixed on the day of payment: Ireland "in force on the payment date" (EU-4).
};

// So many points over a published rate.
struct TableRate {
  std::string table;
  std::int64_t margin_millionths = 0;  // Of one per year.
  ReferenceDay reference = ReferenceDay::kSameDay;
  RateDay day = RateDay::kEachDay;

  bool operator==(const TableRate&) const = default;
};

// By contract, per year or per day (RU-6); or from a table.
using RateRule = std::variant<calendar::Rate, TableRate>;

enum class Compounding {
  kSimple,  // No interest on interest: the Act of 1998, Directive 2011/7/EU art. 2, BGB 289, GK
            // 395.
  // What accrued in 30 days of interest bears interest from then on: 5 CFR 1315.10(a)(3). By
  // act/360 a month of the formula of 1315.17, r/12, is these 30 days (US-PP-2), and up to 30 days
  // late the interest is simple (US-PP-5).
  kEvery30Days,
};

// Where the exact amount becomes minor units.
enum class Rounding {
  // The sum once, at the end (UK-2). Its units go to the segments by the method of the largest
  // remainder: each has its floor, the units left go one each to the largest remainders, of equal
  // ones to the earlier segment.
  kOnce,
  kEachSegment,
  // The amount of a day first, then times the days of the segment: gov.uk's method (UK-1, UK-3).
  // Only with a day count of calendar days over 365, 360 or the year's own length.
  kDaily,
};

struct InterestTerms {
  RateRule rate;
  // Ignored for a rate per day, which counts days by the calendar.
  calendar::DayCount day_count = calendar::DayCount::kActual365Fixed;
  Compounding compounding = Compounding::kSimple;
  Rounding rounding = Rounding::kOnce;
  RoundingMode mode = RoundingMode::kHalfUp;
  // Interest stops so many years after it started; 0: it does not. One by 5 CFR 1315.10(a)(5).
  int years_max = 0;

  bool operator==(const InterestTerms&) const = default;
};

// The day of the table that `day` refers to.
Date ReferenceOf(ReferenceDay reference, Date day);

// kInvalid TERMS_INVALID, naming field and value: a rate or margin beyond
// calendar::kRateMaxMillionths, years_max out of 0 to kInterestYearsMax, or daily rounding with a
// day count in which a day has no amount of its own.
std::optional<Failure> BrokenBy(const InterestTerms& terms);

}  // namespace recourse::invoicing
