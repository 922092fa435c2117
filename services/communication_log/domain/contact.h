#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/sealed.h"
#include "libs/decider/decider.h"
#include "services/communication_log/domain/channel.h"

// One contact that has happened, by whatever channel and in either direction.
namespace recourse::communication_log {

enum class ContactOutcome {
  kReached,
  kNoAnswer,
  kVoicemail,
  kWrongNumber,
  kNotConnected,  // The call did not get through to the number dialled.
  kPromised,
  kDisputed,
  kQuestion,
  kRefused,
  kHardshipTold,
};

// What happened. Never changes.
struct Contact {
  std::string contact_id;
  Channel channel = Channel::kPhone;
  Direction direction = Direction::kOutbound;
  ContactOutcome outcome = ContactOutcome::kReached;
  std::string person;              // Reference of a person of the account, not a name: "debtor".
  std::vector<std::string> debts;  // The ids under which items count as one debt.
  Instant occurred_at;
  std::int32_t utc_offset_minutes = 0;  // How far the customer's wall clock was ahead of UTC then.
  std::vector<std::string> links;       // Resource names.
  std::optional<Sealed> text;           // Who took part and what was said.

  bool operator==(const Contact&) const = default;
};

struct RecordContact {
  Contact contact;
};
using ContactCommand = RecordContact;

struct ContactRecorded {
  Contact contact;
  bool operator==(const ContactRecorded&) const = default;
};
using ContactEvent = ContactRecorded;

enum class ContactRule { kContactIdInUse, kNotYetHappened };

// As a caller reads it: "CONTACT_ID_IN_USE".
std::string_view Name(ContactRule rule);

struct ContactDecider {
  using Command = ContactCommand;
  using Event = ContactEvent;
  using State = std::optional<Contact>;  // Nothing: there is no such contact.
  using Rule = ContactRule;

  static State Initial() { return {}; }
  static Decision<Event, Rule> Decide(const Command& command, const State& known, Instant now);
  static State Evolve(State known, const Event& event);
};
static_assert(Decider<ContactDecider>);

}  // namespace recourse::communication_log
