#include "services/collections/domain/agency_choice.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace recourse::collections {
namespace {

constexpr std::string_view kEverywhere = "*";

std::string FullRegion(std::string_view country, std::string_view region) {
  const std::string prefix = std::string(country) + "-";
  if (region.empty()) return std::string(country);
  if (region.starts_with(prefix)) return std::string(region);
  return prefix + std::string(region);
}

// The narrowest of the agency's regions that the debtor is in.
std::optional<std::string> Match(const Agency& agency, std::string_view country,
                                 const std::string& region) {
  for (const std::string_view wanted : {std::string_view(region), country, kEverywhere}) {
    const auto& regions = agency.regions;
    if (std::find(regions.begin(), regions.end(), wanted) != regions.end()) {
      return std::string(wanted);
    }
  }
  return std::nullopt;
}

}  // namespace

const AgencyCandidate* AgencyChoice::Chosen() const {
  const auto chosen =
      std::find_if(matches.begin(), matches.end(),
                   [](const AgencyCandidate& candidate) { return !candidate.excluded; });
  return chosen == matches.end() ? nullptr : &*chosen;
}

AgencyChoice ChooseAgency(const std::vector<Agency>& agencies, std::string_view country,
                          std::string_view region, const std::set<std::string>& tried) {
  AgencyChoice choice;
  choice.region = FullRegion(country, region);
  choice.considered = static_cast<std::uint32_t>(agencies.size());
  for (const Agency& agency : agencies) {
    auto matched = Match(agency, country, choice.region);
    if (!matched) continue;
    choice.matches.push_back({agency.partner, *std::move(matched), tried.contains(agency.partner)});
  }
  // "DE-BY" is longer than "DE", and "DE" than "*".
  const auto rank = [](const AgencyCandidate& candidate) {
    return std::tuple(candidate.excluded, -static_cast<int>(candidate.matched_region.size()),
                      std::string_view(candidate.partner));
  };
  std::sort(choice.matches.begin(), choice.matches.end(),
            [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  if (choice.matches.size() > kMatchesMax) choice.matches.resize(kMatchesMax);
  return choice;
}

}  // namespace recourse::collections
