#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/base/fraction.h"
#include "libs/base/money.h"
#include "libs/calendar/due_date.h"

// When an invoice is to be paid, and what is taken off where it is paid early: a named policy.
namespace recourse::invoicing {

inline constexpr std::size_t kDiscountStepsMax = 5;

// Paid within so many days, so much is taken off: "2/10 net 30" is {10, 20'000} before net 30. What
// XRechnung writes as #SKONTO#TAGE=7#PROZENT=2.00# is {7, 20'000} (BR-DE-18).
struct DiscountStep {
  int days = 0;                 // Counted as net days are: from the day after the start.
  std::int64_t millionths = 0;  // 2 % is 20'000.
  bool operator==(const DiscountStep&) const = default;
};

using TermRule =
    std::variant<calendar::NetDays, calendar::EndOfMonth, calendar::FixedDay, calendar::OnReceipt>;

// "Monday to Friday, without holidays", as the name of a calendar.
inline constexpr const char* kMondayToFriday = "MON-FRI";

struct PaymentTerms {
  TermRule rule;
  // Where a day for payment that is none is moved to the next working day (BGB 193): the country
  // whose banks' calendar is meant ("DE"), or kMondayToFriday. Empty: it is not moved. It moves
  // the due day and the last day of each step alike.
  std::string working_days;
  std::vector<DiscountStep> discounts;  // By rising days and falling discount.
  bool operator==(const PaymentTerms&) const = default;
};

// A step of one invoice: what is paid through `last_day` may be so much less.
struct EarlyPaymentDiscount {
  Date last_day;
  std::int64_t millionths = 0;
  Money amount;  // Of the whole invoice, with tax.
  bool operator==(const EarlyPaymentDiscount&) const = default;
};

// How a discount becomes minor units: once, half up.
inline constexpr RoundingMode kDiscountRounding = RoundingMode::kHalfUp;

// kInvalid PAYMENT_TERMS_INVALID, naming field and value: days out of 0 to calendar::kTermMaxDays,
// a calendar that is not known, more than kDiscountStepsMax steps, steps that do not rise in days
// and fall in discount, a discount not above 0 and below 100 %, a step longer than the net days, or
// any on receipt.
std::optional<Failure> BrokenBy(const PaymentTerms& terms);

// The last day on which payment is in time. `start` is the day that the terms count from: the issue
// date of the invoice. `terms` are sound. kPrecondition DUE_BEFORE_START, with both days, where a
// fixed day lies before it.
Expected<Date, Failure> DueDay(const PaymentTerms& terms, Date start);

// The share `millionths` of `base`, by kDiscountRounding: nothing of what is not owed.
Money DiscountOf(const Money& base, std::int64_t millionths);

// Each step of an invoice over `amount`, in the order of the terms; none of an invoice that is not
// a debit. A step never lasts longer than the due day `due`: after a fixed day, or the end of a
// month, nothing is early. Steps that so fall on one day leave the greatest discount.
std::vector<EarlyPaymentDiscount> DiscountsOf(const PaymentTerms& terms, Date start, Date due,
                                              const Money& amount);

}  // namespace recourse::invoicing
