#include "services/collections/domain/agency_directory.h"

namespace recourse::collections {

Decision<AgencyListed, DirectoryRule> DirectoryDecider::Decide(const ListAgency& command,
                                                               const State& agencies, Instant) {
  const auto known = agencies.find(command.agency.partner);
  if (known != agencies.end() && known->second == command.agency) {
    return std::vector<AgencyListed>{};
  }
  return std::vector{AgencyListed{command.agency}};
}

DirectoryDecider::State DirectoryDecider::Evolve(State agencies, const AgencyListed& event) {
  agencies.insert_or_assign(event.agency.partner, event.agency);
  return agencies;
}

std::vector<Agency> FindAgencies(const DirectoryDecider::State& agencies, std::string_view country,
                                 std::string_view region) {
  std::vector<Agency> found;
  for (const auto& [partner, agency] : agencies) {
    if (found.size() == kAgenciesMax) break;
    const AgencyChoice choice = ChooseAgency({agency}, country, region, {});
    const AgencyCandidate* match = choice.Chosen();
    found.push_back({partner, {}, agency.answer_days});
    if (match != nullptr) found.back().regions.push_back(match->matched_region);
  }
  return found;
}

}  // namespace recourse::collections
