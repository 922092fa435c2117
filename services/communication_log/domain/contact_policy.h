#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/date.h"
#include "services/communication_log/domain/preferences.h"
#include "services/communication_log/domain/rule_set.h"

// May this person be contacted now, by this channel? Decided before every contact from a rule set
// and inputs alone, so that a recorded decision can be taken again and comes out the same.
namespace recourse::communication_log {

// The customer's wall clock.
struct LocalMoment {
  Date day;
  std::chrono::seconds time_of_day{0};  // Since the customer's midnight.

  bool operator==(const LocalMoment&) const = default;
};

struct ContactQuestion {
  Channel channel = Channel::kPhone;
  std::string person;              // Reference of a person of the account: "debtor".
  std::vector<std::string> debts;  // None: it may be about any.
  CustomerKind customer_kind = CustomerKind::kBusiness;
  std::string country;  // ISO 3166-1 alpha-2.
  LocalMoment local;

  bool operator==(const ContactQuestion&) const = default;
};

// All that a decision looks at. What concerns calls is gathered for calls only.
struct ContactInputs {
  Channel channel = Channel::kPhone;
  CustomerKind customer_kind = CustomerKind::kBusiness;
  std::string country;
  LocalMoment local;
  bool ceased = false;
  bool represented = false;
  bool channel_barred = false;
  int calls_in_window = 0;                // For the debt with the most.
  std::optional<Date> last_conversation;  // About one of the debts.
  bool call_consent = false;

  bool operator==(const ContactInputs&) const = default;
};

// What forbids a contact, in the order of precedence.
enum class PolicyRule {
  kCeased,
  kRepresented,
  kDoNotContact,
  kQuietHours,
  kCallCap,
  kRestAfterConversation,
};

// As a caller reads it: "QUIET_HOURS".
std::string_view Name(PolicyRule rule);

struct PolicyDecision {
  std::string rule_set;
  std::uint32_t version = 0;
  ContactInputs inputs;
  std::optional<PolicyRule> refused_by;  // Nothing: allowed.

  bool operator==(const PolicyDecision&) const = default;
};

// The first rule of `rules` that forbids it; nothing: allowed.
std::optional<PolicyRule> Judge(const RuleSet& rules, const ContactInputs& inputs);

// What `rules` need to know of `question`, from the account's preferences and calls.
ContactInputs Gather(const RuleSet& rules, const ContactQuestion& question,
                     const Preferences& preferences);

// Both, by the rule set that fits the customer and the day.
PolicyDecision DecideContact(const ContactQuestion& question, const Preferences& preferences);

}  // namespace recourse::communication_log
