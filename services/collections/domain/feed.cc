#include "services/collections/domain/feed.h"

namespace recourse::collections {
namespace {

using enum FeedRule;
using Events = std::vector<FeedEvent>;
using FeedDecision = Decision<FeedEvent, FeedRule>;

FeedDecision DecideOn(const AppendEscalation& command, const Feed& feed) {
  const Escalation& escalation = command.escalation;
  const auto last = feed.last.find(command.placement);
  const std::uint32_t told = last == feed.last.end() ? 0 : last->second.escalation.version;
  if (escalation.version > told + 1 || escalation.version == 0) {
    return Refuse(kVersionGap, {{"placement", command.placement},
                                {"version", std::to_string(escalation.version)},
                                {"expected", std::to_string(told + 1)}});
  }
  if (escalation.version < told) return Events{};
  if (escalation.version == told) {
    if (last->second.escalation != escalation) {
      return Refuse(kVersionReused, {{"placement", command.placement},
                                     {"version", std::to_string(escalation.version)}});
    }
    return Events{};
  }
  return Events{EscalationIssued{feed.length + 1, command.placement, escalation}};
}

FeedDecision DecideOn(const AcknowledgeFeed& command, const Feed& feed) {
  if (command.through > feed.length) {
    return Refuse(kAheadOfFeed, {{"through_feed_sequence", std::to_string(command.through)},
                                 {"feed_sequence", std::to_string(feed.length)}});
  }
  if (command.through <= feed.acknowledged) return Events{};
  return Events{FeedAcknowledged{command.through}};
}

void Apply(Feed& feed, const EscalationIssued& event) {
  feed.length = event.feed_sequence;
  feed.last.insert_or_assign(event.placement, event);
}

void Apply(Feed& feed, const FeedAcknowledged& event) { feed.acknowledged = event.through; }

}  // namespace

Decision<FeedEvent, FeedRule> FeedDecider::Decide(const FeedCommand& command, const Feed& feed,
                                                  Instant) {
  return std::visit([&](const auto& asked) { return DecideOn(asked, feed); }, command);
}

Feed FeedDecider::Evolve(Feed feed, const FeedEvent& event) {
  std::visit([&](const auto& happened) { Apply(feed, happened); }, event);
  return feed;
}

}  // namespace recourse::collections
