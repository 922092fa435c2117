#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "libs/decider/decider.h"
#include "services/invoicing/domain/circumstance.h"

namespace recourse::invoicing {

// Of one account, those recorded in error too.
inline constexpr std::size_t kCircumstancesMax = 100;
inline constexpr std::size_t kCircumstanceFieldBytesMax = 200;

struct RecordCircumstance {
  std::string circumstance_id;
  CircumstanceContent content;
  std::string by;  // Not compared when it is asked for again, here as below.
};
// Said again with another day, the end moves.
struct EndCircumstance {
  std::string circumstance_id;
  Date until;
  std::string reason;
  std::string by;
};
// It was recorded in error.
struct RevokeCircumstance {
  std::string circumstance_id;
  std::string reason;
  std::string by;
};
using CircumstanceCommand = std::variant<RecordCircumstance, EndCircumstance, RevokeCircumstance>;

// Events are kept for ever: add new ones, never change these.

struct CircumstanceRecorded {
  std::string circumstance_id;
  CircumstanceContent content;
  std::string recorded_by;
  bool operator==(const CircumstanceRecorded&) const = default;
};
struct CircumstanceEnded {
  std::string circumstance_id;
  Date until;
  std::string reason;
  std::string ended_by;
  bool operator==(const CircumstanceEnded&) const = default;
};
struct CircumstanceRevoked {
  std::string circumstance_id;
  std::string reason;
  std::string revoked_by;
  bool operator==(const CircumstanceRevoked&) const = default;
};
using CircumstanceEvent =
    std::variant<CircumstanceRecorded, CircumstanceEnded, CircumstanceRevoked>;

enum class CircumstanceRule {
  kUnknownCircumstance,
  kCircumstanceExists,  // With other content.
  kTooManyCircumstances,
  kFieldMissing,
  kFieldTooLong,
  kUntilBeforeFrom,
  kNothingFrozen,  // A freeze without a kind of charge, or without a day on which it holds.
  kKindFrozenTwice,
  kIsRevoked,         // Of one that is to be ended.
  kRevokedOtherwise,  // For another reason.
};

// By id.
using Circumstances = std::map<std::string, Circumstance>;

struct CircumstancesDecider {
  using Command = CircumstanceCommand;
  using Event = CircumstanceEvent;
  using State = Circumstances;
  using Rule = CircumstanceRule;

  static Circumstances Initial() { return {}; }
  static Decision<Event, Rule> Decide(const Command& command, const Circumstances& known,
                                      Instant now);
  static Circumstances Evolve(Circumstances known, const Event& event);
};
static_assert(Decider<CircumstancesDecider>);

}  // namespace recourse::invoicing
