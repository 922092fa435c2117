#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "libs/decider/decider.h"
#include "services/collections/domain/agency_choice.h"

namespace recourse::collections {

struct ListAgency {
  Agency agency;
};

// Kept for ever: never change it.
struct AgencyListed {
  Agency agency;
  bool operator==(const AgencyListed&) const = default;
};

enum class DirectoryRule {};  // What a partner's registration says is taken.

// All agencies that cases can choose from: stream "directory" of home "directories/agencies". The
// last word about an agency holds.
struct DirectoryDecider {
  using Command = ListAgency;
  using Event = AgencyListed;
  using State = std::map<std::string, Agency>;  // By partner.
  using Rule = DirectoryRule;

  static State Initial() { return {}; }
  static Decision<Event, Rule> Decide(const Command& command, const State& agencies, Instant now);
  static State Evolve(State agencies, const Event& event);
};
static_assert(Decider<DirectoryDecider>);

inline constexpr std::size_t kAgenciesMax = 5'000;  // That one answer names.

// What ChooseAgency needs to choose for this region as if it saw the whole directory: every agency
// by name, at most kAgenciesMax, with no other region than the one that matches.
std::vector<Agency> FindAgencies(const DirectoryDecider::State& agencies, std::string_view country,
                                 std::string_view region);

}  // namespace recourse::collections
