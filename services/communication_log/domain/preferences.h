#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "libs/decider/decider.h"
#include "services/communication_log/domain/contact.h"

// How a customer may be spoken to, and what calls there were of late: all of an account that the
// contact policy looks at. Days are those of the customer's zone.
namespace recourse::communication_log {

// Commands; each again is no change. What they change counts at once, so their day may not lie
// ahead.
struct BarChannel {
  Channel channel;
  Date day;
};
struct AllowChannel {
  Channel channel;
  Date day;
};
struct RequestCease {  // The customer told us to stop contacting them altogether.
  Date day;
};
struct LiftCease {
  Date day;
};
struct BeginRepresentation {  // A lawyer speaks for the customer.
  Date day;
};
struct EndRepresentation {
  Date day;
};
struct GiveConsent {  // A person agrees to further calls; see kConsentDays.
  std::string person;
  Date day;
};
struct WithdrawConsent {
  std::string person;
  Date day;
};
struct NoteCall {  // A contact was recorded, which matters if it was by phone.
  Contact contact;
};
using PreferenceCommand =
    std::variant<BarChannel, AllowChannel, RequestCease, LiftCease, BeginRepresentation,
                 EndRepresentation, GiveConsent, WithdrawConsent, NoteCall>;

struct ChannelBarred {
  Channel channel = Channel::kEmail;
  Date day;
  bool operator==(const ChannelBarred&) const = default;
};
struct ChannelAllowed {
  Channel channel = Channel::kEmail;
  Date day;
  bool operator==(const ChannelAllowed&) const = default;
};
struct CeaseRequested {
  Date day;
  bool operator==(const CeaseRequested&) const = default;
};
struct CeaseLifted {
  Date day;
  bool operator==(const CeaseLifted&) const = default;
};
struct RepresentationBegun {
  Date day;
  bool operator==(const RepresentationBegun&) const = default;
};
struct RepresentationEnded {
  Date day;
  bool operator==(const RepresentationEnded&) const = default;
};
struct ConsentGiven {
  std::string person;
  Date day;
  bool operator==(const ConsentGiven&) const = default;
};
struct ConsentWithdrawn {
  std::string person;
  Date day;
  bool operator==(const ConsentWithdrawn&) const = default;
};
struct CallNoted {
  std::string contact_id;
  std::string person;
  std::vector<std::string> debts;  // None: it may have been about any.
  Date day;
  bool attempt = false;       // Outbound, connected, and without the person's consent.
  bool conversation = false;  // In either direction.
  bool operator==(const CallNoted&) const = default;
};
using PreferenceEvent =
    std::variant<ChannelBarred, ChannelAllowed, CeaseRequested, CeaseLifted, RepresentationBegun,
                 RepresentationEnded, ConsentGiven, ConsentWithdrawn, CallNoted>;

enum class PreferenceRule {
  kDateInFuture,  // Later than LatestDay: the customer's zone is not known here.
  kTooManyPersons,
};

// As a caller reads it: "DATE_IN_FUTURE".
std::string_view Name(PreferenceRule rule);

struct Preferences {
  ChannelSet barred;
  bool ceased = false;
  bool represented = false;
  std::map<std::string, Date> call_consents;  // By person, with the day given; at most kPersonsMax.
  std::vector<CallNoted> calls;               // Those of the last kCallMemory, as recorded.
};

inline constexpr std::size_t kPersonsMax = 100;
// Longer than any rule set looks back.
inline constexpr Days kCallMemory{31};
// Beyond it the oldest are forgotten; far more than any rule set allows.
inline constexpr std::size_t kCallsMax = 1000;

// Whether `person` has agreed to further calls, and that still holds on `day`.
bool ConsentInForce(const Preferences& preferences, const std::string& person, Date day);

struct PreferencesDecider {
  using Command = PreferenceCommand;
  using Event = PreferenceEvent;
  using State = Preferences;
  using Rule = PreferenceRule;

  static Preferences Initial() { return {}; }
  static Decision<Event, Rule> Decide(const Command& command, const Preferences& preferences,
                                      Instant now);
  static Preferences Evolve(Preferences preferences, const Event& event);
};
static_assert(Decider<PreferencesDecider>);

}  // namespace recourse::communication_log
