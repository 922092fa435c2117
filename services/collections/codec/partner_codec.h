#pragma once

#include <optional>
#include <string_view>

#include "libs/engine/unit.h"
#include "services/collections/domain/feed.h"
#include "services/collections/domain/partner.h"

namespace recourse::collections {

// Both give nothing for what is not an event of theirs, or is one with a field that cannot be read.

// A partner as the engine stores it: stream "partner" of home "partners/<id>".
struct PartnerAggregate {
  using Decider = PartnerDecider;

  static eventlog::EncodedEvent Encode(const PartnerRegistered& event);
  static std::optional<PartnerRegistered> Decode(std::string_view type, std::string_view payload);
};
static_assert(engine::Aggregate<PartnerAggregate>);

// Its feed: stream "feed" of the same home.
struct FeedAggregate {
  using Decider = FeedDecider;

  static eventlog::EncodedEvent Encode(const FeedEvent& event);
  static std::optional<FeedEvent> Decode(std::string_view type, std::string_view payload);
};
static_assert(engine::Aggregate<FeedAggregate>);

}  // namespace recourse::collections
