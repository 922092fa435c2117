#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "libs/decider/decider.h"

namespace recourse::collections {

// The numbers are stored: never change them.
enum class PartnerKind : std::uint8_t { kAgency = 1 };

inline constexpr std::size_t kPartnerNameMax = 200;  // Bytes.
inline constexpr std::size_t kPartnerRegionsMax = 100;
inline constexpr std::uint32_t kAnswerDaysMax = 30;

struct RegisterPartner {
  std::string display_name;
  PartnerKind kind = PartnerKind::kAgency;
  std::vector<std::string> regions;  // "DE", "DE-BY" or "*", in any order.
  std::uint32_t answer_days = 7;
};

struct PartnerRegistered {
  std::string display_name;
  PartnerKind kind;
  std::vector<std::string> regions;  // Sorted, each once.
  std::uint32_t answer_days;
  bool operator==(const PartnerRegistered&) const = default;
};

enum class PartnerRule {
  kAlreadyRegistered,  // With other content.
  kNameOutOfBounds,
  kRegionCountOutOfBounds,
  kNotARegion,
  kAnswerDaysOutOfBounds,
};

// A partner as it registered: stream "partner" of home "partners/<id>".
struct PartnerDecider {
  using Command = RegisterPartner;
  using Event = PartnerRegistered;
  using State = std::optional<PartnerRegistered>;
  using Rule = PartnerRule;

  static State Initial() { return std::nullopt; }
  static Decision<Event, Rule> Decide(const Command& command, const State& partner, Instant now);
  static State Evolve(State partner, const Event& event);
};
static_assert(Decider<PartnerDecider>);

}  // namespace recourse::collections
