#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace recourse::collections {

// A registered agency, as choosing needs it.
struct Agency {
  std::string partner;               // "partners/p1".
  std::vector<std::string> regions;  // "DE-BY", "DE" or "*".
  std::uint32_t answer_days = 7;     // What it is given to answer an offer.
  bool operator==(const Agency&) const = default;
};

struct AgencyCandidate {
  std::string partner;
  std::string matched_region;  // Which of its regions it is here for.
  bool excluded = false;       // Was offered this claim before, in vain.
  bool operator==(const AgencyCandidate&) const = default;
};

// Which agencies could have the claim, and why: kept in the event, so that whoever asks later sees
// what the choice was made from.
struct AgencyChoice {
  std::string region;                    // What was looked for: "DE-BY", or "DE" alone.
  std::uint32_t considered = 0;          // How many agencies were looked at.
  std::vector<AgencyCandidate> matches;  // Best first, at most kMatchesMax.
  bool operator==(const AgencyChoice&) const = default;

  // The best that is not excluded; null if there is none.
  const AgencyCandidate* Chosen() const;
};

inline constexpr std::size_t kMatchesMax = 20;

// An agency for the part of the country comes before one for the country, and that before one for
// everywhere; among equals the one whose name sorts first. Those tried in vain come last.
AgencyChoice ChooseAgency(const std::vector<Agency>& agencies, std::string_view country,
                          std::string_view region, const std::set<std::string>& tried);

}  // namespace recourse::collections
