#pragma once

#include <variant>

#include "libs/base/date.h"
#include "libs/calendar/working_days.h"

namespace recourse::calendar {

// The longest term that an edge may let in: ten years.
inline constexpr int kTermMaxDays = 3660;

// Both from 0 to kTermMaxDays.
struct NetDays {
  int days = 0;  // Counted from the day after: net 30 from 1 March is due on 31 March.

  bool operator==(const NetDays&) const = default;
};
struct EndOfMonth {
  int days = 0;  // Counted from the last day of the month that the start is in.

  bool operator==(const EndOfMonth&) const = default;
};
struct FixedDay {
  Date day;

  bool operator==(const FixedDay&) const = default;
};
// Due on the start itself.
struct OnReceipt {
  bool operator==(const OnReceipt&) const = default;
};

// When an invoice is to be paid, as agreed.
struct PaymentTerm {
  std::variant<NetDays, EndOfMonth, FixedDay, OnReceipt> rule;
  bool moved_to_working_day = false;  // If the day is none, the next working day is meant.

  bool operator==(const PaymentTerm&) const = default;
};

// `start` is the day that the agreement counts from: of issue, or of receipt.
Date DueDay(const PaymentTerm& term, Date start, const WorkingDays& working_days);

}  // namespace recourse::calendar
