#pragma once

#include <optional>

#include "libs/base/date.h"

namespace recourse::invoicing {

// What is known of a debt without an agreed day of payment.
struct NoAgreedDay {
  Date due;  // When payment could first be asked for: of delivery, or the due day.
  Date invoice_received;
  bool is_consumer = false;
  bool was_warned = false;  // The invoice told the consumer of what follows.
};

// Days to pay where no day was agreed: Directive 2011/7/EU art. 3(3)(b) (EU-8), the Act of 1998 s.
// 4(5), BGB 286(3) (DE-4).
inline constexpr Days kDaysWithoutAgreement{30};

// The first day of default, from which interest runs: the day after the agreed one (EU-8, UK-5,
// DE-11). An agreed day that is moved to a working day (DE-6) is moved before it comes here:
// calendar::DueDay.
inline Date FirstDayOfDefault(Date agreed) { return agreed + Days(1); }

// Without an agreed day, the day after 30 days from the later of due day and receipt of the
// invoice; the day from which they are counted is not one of them (BGB 187(1)). Nothing for a
// consumer whose invoice did not warn: a reminder is needed. A reminder may make it earlier.
std::optional<Date> FirstDayOfDefault(const NoAgreedDay& debt);

}  // namespace recourse::invoicing
