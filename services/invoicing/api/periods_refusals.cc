#include <array>

#include "services/invoicing/api/refusals.h"

// Of closing and reopening periods.
namespace recourse::invoicing {
namespace {

using enum Failure::Kind;

constexpr std::array kPeriodsRefusals = std::to_array<RefusalText<PeriodsRule>>({
    {PeriodsRule::kClosingIdReused, kExists, "CLOSING_ID_REUSED",
     "The issuer has another closing with this id."},
    {PeriodsRule::kReopeningIdReused, kExists, "REOPENING_ID_REUSED",
     "The issuer has another reopening with this id."},
    {PeriodsRule::kDateInFuture, kPrecondition, "DATE_IN_FUTURE",
     "This day has not come yet, in no time zone."},
    {PeriodsRule::kPeriodIsClosed, kPrecondition, "PERIOD_IS_CLOSED",
     "The days through this one are closed already."},
    {PeriodsRule::kPeriodIsOpen, kPrecondition, "PERIOD_IS_OPEN", "This day is not closed."},
    {PeriodsRule::kReasonMissing, kPrecondition, "REASON_MISSING",
     "It must be said why closed days are opened again."},
    {PeriodsRule::kReasonTooLong, kPrecondition, "REASON_TOO_LONG",
     "The reason is longer than it may be."},
    {PeriodsRule::kTooManyChanges, kPrecondition, "TOO_MANY_CHANGES",
     "The issuer has closed and reopened as often as an issuer may."},
});
static_assert(HasEveryRule(kPeriodsRefusals, PeriodsRule::kTooManyChanges));

}  // namespace

std::span<const RefusalText<PeriodsRule>> PeriodsRefusals() { return kPeriodsRefusals; }

Failure ToFailure(const Refusal<PeriodsRule>& refusal) { return Tell(refusal, PeriodsRefusals()); }

}  // namespace recourse::invoicing
