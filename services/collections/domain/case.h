#pragma once

#include "libs/decider/decider.h"
#include "services/collections/domain/case_commands.h"
#include "services/collections/domain/case_events.h"
#include "services/collections/domain/case_state.h"

namespace recourse::collections {

inline constexpr std::size_t kStepsPerRunMax = 500;  // More wait for the next morning.
inline constexpr std::size_t kHoldsMax = 100;        // In force at a time.
inline constexpr std::size_t kInvoicesPerPromiseMax = 100;
inline constexpr std::size_t kReportedPaymentsMax = 1'000;  // Of one placement.
inline constexpr Days kPromiseDaysMax{180};
inline constexpr Days kPromiseTolerance{3};
inline constexpr Days kAgencyRetry{7};        // Until an agency is looked for again.
inline constexpr Days kResumedAnswerDays{7};  // To answer an offer that was suspended.

enum class CaseRule {
  kUnknownTimeZone,
  kUnknownAccount,
  kInvoiceIdReused,
  kUnknownInvoice,
  kCurrencyDiffers,
  kImpossibleBalance,
  kHoldIdReused,
  kHoldWithoutEnd,  // A question is held for a while only.
  kHoldEndNotAhead,
  kTooManyHolds,
  kUnknownHold,
  kPromiseIdReused,
  kInvoiceCountOutOfBounds,
  kInvoiceNamedTwice,
  kAlreadyPromised,
  kAmountNotPositive,
  kMoreThanChaseable,
  kDueDayOutOfBounds,
  kUnknownCallTask,
  kCallTaskCompleted,  // With another outcome.
  kUnknownPlacement,   // Or another partner's: callers cannot tell the two apart.
  kAlreadyAnswered,
  kPlacementEnded,
  kNotAccepted,
  kReportedAmountNotPositive,
  kFeeOutOfBounds,
  kReportedCurrencyDiffers,
  kValueDateAhead,
  kPaymentIdReused,
  kTooManyReports,
};

// The case of one account: what is done about its unpaid invoices. Says of every change when it
// must next be looked at (RunScheduled); RunLadder is what happens then.
struct CaseDecider {
  using Command = CaseCommand;
  using Event = CaseEvent;
  using State = Case;
  using Rule = CaseRule;

  static Case Initial() { return {}; }
  static Decision<Event, Rule> Decide(const Command& command, const Case& kase, Instant now);
  static Case Evolve(Case kase, const Event& event);
};
static_assert(Decider<CaseDecider>);

}  // namespace recourse::collections
