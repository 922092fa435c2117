#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <variant>

#include "libs/decider/decider.h"

namespace recourse::invoicing {

// The days of an issuer up to and including `through` are closed: what is recorded from now on is
// posted after them.
struct ClosePeriod {
  std::string closing_id;
  Date through;
  bool operator==(const ClosePeriod&) const = default;
};
// The closed days from `from` on are open again.
struct ReopenPeriod {
  std::string reopening_id;
  Date from;
  std::string reason;
  bool operator==(const ReopenPeriod&) const = default;
};
using PeriodsCommand = std::variant<ClosePeriod, ReopenPeriod>;

// Events are kept for ever: add new ones, never change these.
struct PeriodClosed {
  std::string closing_id;
  Date through;
  bool operator==(const PeriodClosed&) const = default;
};
struct PeriodReopened {
  std::string reopening_id;
  Date from;
  std::string reason;
  bool operator==(const PeriodReopened&) const = default;
};
using PeriodsEvent = std::variant<PeriodClosed, PeriodReopened>;

enum class PeriodsRule {
  kClosingIdReused,
  kReopeningIdReused,
  kDateInFuture,    // The period has not ended anywhere.
  kPeriodIsClosed,  // Through this day, or a later one.
  kPeriodIsOpen,    // What is to be reopened is not closed.
  kReasonMissing,
  kReasonTooLong,
  kTooManyChanges,
};

inline constexpr std::size_t kPeriodReasonBytesMax = 1000;
// Closings and reopenings of one issuer, ever: some hundred years of closing each week.
inline constexpr std::size_t kPeriodChangesMax = 5000;

struct Periods {
  std::optional<Date> closed_through;              // Nothing: no day is closed.
  std::map<std::string, ClosePeriod> closings;     // By id.
  std::map<std::string, ReopenPeriod> reopenings;  // By id.
};

struct PeriodsDecider {
  using Command = PeriodsCommand;
  using Event = PeriodsEvent;
  using State = Periods;
  using Rule = PeriodsRule;

  static Periods Initial() { return {}; }
  static Decision<Event, Rule> Decide(const Command& command, const Periods& periods, Instant now);
  static Periods Evolve(Periods periods, const Event& event);
};
static_assert(Decider<PeriodsDecider>);

}  // namespace recourse::invoicing
