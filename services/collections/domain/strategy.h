#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/date.h"

namespace recourse::collections {

// What a step of a ladder does. The numbers are stored: never change them.
enum class StepKind : std::uint8_t {
  kNote = 1,            // Message before the due day.
  kFriendly = 2,        // First, friendly reminder.
  kCall = 3,            // A person calls; no message.
  kSecondReminder = 4,  // Names the late charge where the agreement has one.
  kOfferOfHelp = 5,
  kFormalLetter = 6,  // Names the consequences.
  kFinalDemand = 7,
  kAgency = 8,  // The claim is placed with an agency.
};

// "final_demand": how templates and people name a step.
std::string_view Name(StepKind kind);

// Whether the step says something to the customer in writing.
bool IsMessage(StepKind kind);

struct Step {
  StepKind kind;
  int days_from_due;  // Negative: before the due day.
};

// A ladder as data: steps by ascending day. A version, once used, never changes.
struct Strategy {
  std::string name;  // "strategies/default".
  std::uint32_t version = 0;
  std::vector<Step> steps;
};

// The ladder of a case unless told otherwise.
const Strategy& DefaultStrategy();

struct StepDone {
  StepKind kind;
  Date day;
  bool operator==(const StepDone&) const = default;
};

struct StepAhead {
  StepKind kind;
  Date trigger;  // The first day on which it may be taken.
  bool operator==(const StepAhead&) const = default;
};

// The first step not yet done, as seen on `day`; it is taken when `day` has reached its trigger.
// No step is skipped however late an invoice is, and the distance between two steps is kept: the
// trigger is max(due + offset, day of the last step + difference of the offsets). Only a step
// before the due day is passed over once `day` is after it, since what it says is no longer true.
// Nothing after the last step.
std::optional<StepAhead> NextStep(const Strategy& strategy, Date due,
                                  const std::optional<StepDone>& last, Date day);

}  // namespace recourse::collections
