#include "services/collections/domain/feed.h"

namespace recourse::collections {
namespace {

using enum FeedRule;
using Events = std::vector<EscalationIssued>;

}  // namespace

Decision<EscalationIssued, FeedRule> FeedDecider::Decide(const AppendEscalation& command,
                                                         const Feed& feed, Instant) {
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

Feed FeedDecider::Evolve(Feed feed, const EscalationIssued& event) {
  feed.length = event.feed_sequence;
  feed.last.insert_or_assign(event.placement, event);
  return feed;
}

}  // namespace recourse::collections
