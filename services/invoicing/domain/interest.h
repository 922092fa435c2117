#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/base/fraction.h"
#include "libs/base/money.h"
#include "libs/calendar/rate.h"
#include "libs/calendar/rate_table.h"
#include "services/invoicing/domain/interest_terms.h"

namespace recourse::invoicing {

// Interest that bears interest is carried to 10^-9 of a minor unit, half up, so that 100 years of
// months stay within 128 bits. Each segment is wrong by half of that at most, times what it grows
// by until the end; nothing else is rounded before the amounts are.
inline constexpr std::int64_t kCarriedParts = 1'000'000'000;

// What bears interest from this day on, until the next one: open principal with tax (EU-6). Nothing
// while interest is frozen, or once all is paid.
struct BaseFrom {
  Date from;
  Money base;
  bool frozen = false;  // Then interest that had become base bears none either.
};

// The days that bear interest, both included. Empty if `last` is before `first`.
struct InterestDays {
  Date first;
  Date last;
};

// The day after the due day through the day of payment: UK-5, DE-11, US-PP-1, RU-1.
inline InterestDays DaysLate(Date due, Date paid) { return {due + Days(1), paid}; }

// Days of one base and one rate, and how their interest was computed:
//   exact = (base + compounded) * rate * time
struct InterestSegment {
  Date from;
  Date to;                    // Included.
  std::int64_t days = 0;      // As the day count sees them.
  calendar::Rate rate;        // With the margin.
  std::string table;          // That the rate is from; empty for a contractual one.
  std::uint32_t version = 0;  // Of the table.
  Money base;
  Fraction compounded;  // Minor units of interest that bear interest.
  Fraction time;        // Years, or days for a rate per day.
  Fraction exact;       // Minor units before rounding.
  Money amount;         // Its part of the total.
};

struct Interest {
  Money total;                            // Always the sum of the segments' amounts.
  Fraction exact;                         // Minor units before rounding.
  std::vector<InterestSegment> segments;  // In order of days; days without a base have none.

  // What rounding added, in minor units: total - exact.
  Fraction RoundingDifference() const { return Fraction(total.minor_units) - exact; }
};

// Interest on `bases` over `days`, every cent of it explained. A segment ends where the base, the
// rate's step, the year of act/act ISDA or a period of compounding does. By the calendar each day
// counts in the year that it lies in; months of 30 days run from the day before the first, which is
// not counted (DE-10). Both are counted from there to the end of each segment, so that segments add
// up to the whole time in every day count. `days.first` is the day on which interest on the debt
// started even where nothing is left of that base, since fixed rates hang on it. A step of a table
// begins a segment also where its rate is the one before it.
//
// Refused, with the values: TERMS_INVALID; kInvalid BASES_INVALID (none, not in order of days, not
// reaching back to the first day, negative or beyond kMoneyMax, more than one currency);
// DAYS_INVALID (more than kInterestYearsMax years); INTEREST_TOO_LARGE (a total beyond 64 bits);
// kPrecondition RATE_TABLE_MISSING and RATE_UNKNOWN for a day that bears interest.
Expected<Interest, Failure> ComputeInterest(const InterestTerms& terms,
                                            const calendar::RateTables& tables,
                                            std::span<const BaseFrom> bases, InterestDays days);

}  // namespace recourse::invoicing
