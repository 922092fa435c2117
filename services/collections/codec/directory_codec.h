#pragma once

#include <optional>
#include <string_view>

#include "libs/engine/unit.h"
#include "services/collections/domain/agency_directory.h"
#include "services/collections/domain/agency_search.h"

namespace recourse::collections {

// Both give nothing for what is not an event of theirs, or is one with a field that cannot be read.

// The agencies there are, as the engine stores them: stream "directory" of home
// "directories/agencies".
struct DirectoryAggregate {
  using Decider = DirectoryDecider;

  static eventlog::EncodedEvent Encode(const AgencyListed& event);
  static std::optional<AgencyListed> Decode(std::string_view type, std::string_view payload);
};
static_assert(engine::Aggregate<DirectoryAggregate>);

// What an account asked of it: stream "agency_search" of home "accounts/<id>".
struct SearchAggregate {
  using Decider = SearchDecider;

  static eventlog::EncodedEvent Encode(const AgencySought& event);
  static std::optional<AgencySought> Decode(std::string_view type, std::string_view payload);
};
static_assert(engine::Aggregate<SearchAggregate>);

}  // namespace recourse::collections
