#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "libs/base/date.h"
#include "services/communication_log/domain/channel.h"

namespace recourse::communication_log {

// Hours of the customer's day within which a contact may be made; both ends may still be used.
struct Hours {
  std::chrono::seconds first;
  std::chrono::seconds last;
};

// When and how often a customer may be contacted, as one jurisdiction sees it. Points of law are
// rows of dated data: a changed rule is a new row with a higher version or a later day, and a
// released row is never edited, because recorded decisions name it.
struct RuleSet {
  std::string_view name;
  std::uint32_t version;
  std::string_view source;  // Law, standard or habit that it follows.

  // Whom and when it is for.
  std::string_view country;          // ISO 3166-1 alpha-2; empty: any.
  std::optional<CustomerKind> kind;  // Nothing: any.
  Date valid_from;

  // What it says.
  ChannelSet timed_channels;  // Bound to the hours; others may be used at any time.
  Hours hours;
  int calls_max;                 // Call attempts to one person about one debt ...
  Days calls_window;             // ... within so many consecutive days; 0: not counted.
  Days rest_after_conversation;  // Days without a call, the conversation's day the first; 0: none.
};

// All rows, the more specific and the newer before the others.
std::span<const RuleSet> RuleSets();

// The first row that fits. There is always one.
const RuleSet& RuleSetFor(CustomerKind kind, std::string_view country, Date day);

// How long a consent to further calls holds, the day on which it was given the first: 12 CFR
// 1006.14(b)(3)(i), kept everywhere.
inline constexpr Days kConsentDays{7};

}  // namespace recourse::communication_log
