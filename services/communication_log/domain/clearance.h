#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "libs/decider/decider.h"
#include "services/communication_log/domain/contact_policy.h"

// A question whether a contact may be made now, most often a call, and its recorded answer. Yes and
// no are both facts; neither is a refusal of the command.
namespace recourse::communication_log {

struct ClearContact {
  std::string clearance_id;
  ContactQuestion question;
  Preferences preferences;  // The account's, as they are now.
};
using ClearanceCommand = ClearContact;

struct Clearance {
  std::string clearance_id;
  std::string person;
  std::vector<std::string> debts;
  PolicyDecision decision;

  bool operator==(const Clearance&) const = default;
};

struct ContactCleared {
  Clearance clearance;
  bool operator==(const ContactCleared&) const = default;
};
struct ContactRefused {
  Clearance clearance;
  bool operator==(const ContactRefused&) const = default;
};
using ClearanceEvent = std::variant<ContactCleared, ContactRefused>;

enum class ClearanceRule { kClearanceIdInUse };

// As a caller reads it: "CLEARANCE_ID_IN_USE".
std::string_view Name(ClearanceRule rule);

struct ClearanceDecider {
  using Command = ClearanceCommand;
  using Event = ClearanceEvent;
  using State = std::optional<Clearance>;  // Nothing: never asked.
  using Rule = ClearanceRule;

  static State Initial() { return {}; }
  // Asked again, at whatever time, the first answer stands.
  static Decision<Event, Rule> Decide(const Command& command, const State& given, Instant now);
  static State Evolve(State given, const Event& event);
};
static_assert(Decider<ClearanceDecider>);

}  // namespace recourse::communication_log
