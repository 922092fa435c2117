#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>

#include "libs/decider/decider.h"
#include "services/collections/domain/escalation.h"

namespace recourse::collections {

struct AppendEscalation {
  std::string placement;  // "accounts/a1/placements/p1".
  Escalation escalation;
};

// The partner has taken in the feed through there.
struct AcknowledgeFeed {
  std::uint64_t through = 0;
};

using FeedCommand = std::variant<AppendEscalation, AcknowledgeFeed>;

struct EscalationIssued {
  std::uint64_t feed_sequence;  // Dense, from 1.
  std::string placement;
  Escalation escalation;
  bool operator==(const EscalationIssued&) const = default;
};

struct FeedAcknowledged {
  std::uint64_t through;
  bool operator==(const FeedAcknowledged&) const = default;
};

using FeedEvent = std::variant<EscalationIssued, FeedAcknowledged>;

// What the partner was told so far, as far as the next entry depends on it.
struct Feed {
  std::uint64_t length = 0;
  std::uint64_t acknowledged = 0;
  std::map<std::string, EscalationIssued> last;  // By placement.
};

enum class FeedRule {
  kVersionReused,  // What was said last about the placement, with other content.
  kVersionGap,     // Something before it is missing.
  kAheadOfFeed,    // More is acknowledged than there is.
};

// All that one partner is told, in the order in which it is told: stream "feed" of home
// "partners/<id>". Of each placement everything is told once and in order: what has been followed
// by more of the same placement is not compared again.
struct FeedDecider {
  using Command = FeedCommand;
  using Event = FeedEvent;
  using State = Feed;
  using Rule = FeedRule;

  static Feed Initial() { return {}; }
  static Decision<Event, Rule> Decide(const Command& command, const Feed& feed, Instant now);
  static Feed Evolve(Feed feed, const Event& event);
};
static_assert(Decider<FeedDecider>);

}  // namespace recourse::collections
