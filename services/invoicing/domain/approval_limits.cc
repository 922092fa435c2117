#include "services/invoicing/domain/approval_limits.h"

#include <string>

namespace recourse::invoicing {
namespace {

using enum ApprovalLimitsRule;

LimitTable TableOf(std::uint64_t version, const std::vector<ApprovalLimit>& limits) {
  LimitTable table{version, {}};
  for (const auto& [operation, amount] : limits) {
    table.limits.insert_or_assign({operation, amount.currency}, amount);
  }
  return table;
}

}  // namespace

Decision<ApprovalLimitsEvent, ApprovalLimitsRule> ApprovalLimitsDecider::Decide(
    const Command& command, const LimitTable& table, Instant) {
  const auto& limits = command.limits;
  if (limits.size() > kApprovalLimitsMax) {
    return Refuse(kTooManyLimits, {{"limits", std::to_string(limits.size())}});
  }
  for (std::size_t i = 0; i < limits.size(); ++i) {
    const Money& amount = limits[i].second;
    const std::string field = "limits[" + std::to_string(i) + "].amount";
    if (amount.minor_units < 0) return Refuse(kLimitNegative, {{field, ToString(amount)}});
    if (amount.minor_units > kMoneyMax) return Refuse(kLimitTooLarge, {{field, ToString(amount)}});
    for (std::size_t j = 0; j < i; ++j) {
      if (limits[j].first == limits[i].first && limits[j].second.currency == amount.currency) {
        return Refuse(kLimitTwice, {{field, ToString(amount)}});
      }
    }
  }
  // In another order they are the same.
  if (table.version > 0 && TableOf(table.version, limits) == table) return std::vector<Event>{};
  if (table.version == 0 && limits.empty()) return std::vector<Event>{};
  return std::vector<Event>{{table.version + 1, limits}};
}

LimitTable ApprovalLimitsDecider::Evolve(LimitTable, const Event& event) {
  return TableOf(event.version, event.limits);
}

}  // namespace recourse::invoicing
