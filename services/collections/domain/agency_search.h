#pragma once

#include <optional>
#include <string>

#include "libs/decider/decider.h"
#include "services/collections/domain/case_state.h"

namespace recourse::collections {

struct SeekAgency {
  Instant run_at;  // The run that waits for it.
  std::string country;
  std::string region;
};

// Kept for ever: never change it.
struct AgencySought {
  Instant run_at;
  std::string country;
  std::string region;
  bool operator==(const AgencySought&) const = default;
};

enum class SearchRule {};  // Asking is always allowed.

// What an account asked the directory of agencies: stream "agency_search" of home "accounts/<id>".
// Each run asks once.
struct SearchDecider {
  using Command = SeekAgency;
  using Event = AgencySought;
  using State = std::optional<Instant>;  // The last run that asked.
  using Rule = SearchRule;

  static State Initial() { return std::nullopt; }
  static Decision<Event, Rule> Decide(const Command& command, const State& asked, Instant now);
  static State Evolve(State asked, const Event& event);
};
static_assert(Decider<SearchDecider>);

// Whether the run that is due at `now` would place a claim, if there were an agency for it.
bool WouldPlace(const Case& kase, Instant now);

}  // namespace recourse::collections
