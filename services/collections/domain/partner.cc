#include "services/collections/domain/partner.h"

#include <algorithm>

namespace recourse::collections {
namespace {

using enum PartnerRule;
using Events = std::vector<PartnerRegistered>;

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }

// A country, a country and the name of a part of it, or everywhere.
bool IsRegion(std::string_view text) {
  if (text == "*") return true;
  if (text.size() < 2 || text.size() > 64 || !IsUpper(text[0]) || !IsUpper(text[1])) return false;
  return text.size() == 2 || (text[2] == '-' && text.size() > 3);
}

}  // namespace

Decision<PartnerRegistered, PartnerRule> PartnerDecider::Decide(const RegisterPartner& command,
                                                                const State& partner, Instant) {
  PartnerRegistered registered{command.display_name, command.kind, command.regions,
                               command.answer_days};
  auto& regions = registered.regions;
  std::sort(regions.begin(), regions.end());
  regions.erase(std::unique(regions.begin(), regions.end()), regions.end());

  if (partner) {
    if (*partner != registered) {
      return Refuse(kAlreadyRegistered, {{"display_name", partner->display_name}});
    }
    return Events{};
  }
  const std::size_t name_bytes = command.display_name.size();
  if (name_bytes == 0 || name_bytes > kPartnerNameMax) {
    return Refuse(kNameOutOfBounds, {{"bytes", std::to_string(name_bytes)},
                                     {"limit", std::to_string(kPartnerNameMax)}});
  }
  if (regions.empty() || regions.size() > kPartnerRegionsMax) {
    return Refuse(kRegionCountOutOfBounds, {{"count", std::to_string(regions.size())},
                                            {"limit", std::to_string(kPartnerRegionsMax)}});
  }
  const auto wrong = std::find_if_not(regions.begin(), regions.end(), IsRegion);
  if (wrong != regions.end()) return Refuse(kNotARegion, {{"region", *wrong}});
  if (command.answer_days == 0 || command.answer_days > kAnswerDaysMax) {
    return Refuse(kAnswerDaysOutOfBounds, {{"answer_days", std::to_string(command.answer_days)},
                                           {"limit", std::to_string(kAnswerDaysMax)}});
  }
  return Events{std::move(registered)};
}

PartnerDecider::State PartnerDecider::Evolve(State, const PartnerRegistered& event) {
  return event;
}

}  // namespace recourse::collections
