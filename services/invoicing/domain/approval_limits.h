#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "libs/decider/decider.h"
#include "services/invoicing/domain/control.h"

// The limits of one issuer above which an operation needs a second person.
namespace recourse::invoicing {

using ApprovalLimit = std::pair<ControlledOperation, Money>;

// Takes the place of all that were set before.
struct SetApprovalLimits {
  std::vector<ApprovalLimit> limits;
};
using ApprovalLimitsCommand = SetApprovalLimits;

// Kept for ever: add new ones, never change this.
struct ApprovalLimitsSet {
  std::uint64_t version = 0;  // 1 for the first, and one more each time.
  std::vector<ApprovalLimit> limits;
  bool operator==(const ApprovalLimitsSet&) const = default;
};
using ApprovalLimitsEvent = ApprovalLimitsSet;

enum class ApprovalLimitsRule {
  kTooManyLimits,
  kLimitNegative,
  kLimitTooLarge,
  kLimitTwice,
};

inline constexpr std::size_t kApprovalLimitsMax = 200;

struct ApprovalLimitsDecider {
  using Command = ApprovalLimitsCommand;
  using Event = ApprovalLimitsEvent;
  using State = LimitTable;
  using Rule = ApprovalLimitsRule;

  static LimitTable Initial() { return {}; }
  static Decision<Event, Rule> Decide(const Command& command, const LimitTable& table, Instant now);
  static LimitTable Evolve(LimitTable table, const Event& event);
};
static_assert(Decider<ApprovalLimitsDecider>);

}  // namespace recourse::invoicing
