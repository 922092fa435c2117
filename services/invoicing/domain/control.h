#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "libs/base/money.h"

// Who may do alone what costs the issuer money, and up to what sum.
namespace recourse::invoicing {

// What may need a second person.
enum class ControlledOperation { kWriteOff, kWaiver, kCreditNote, kRefund };

// Up to what one person may do an operation alone, by operation and currency; an operation that is
// not named has no limit. What is measured is the sum on one item: see BrokenByLimit.
struct LimitTable {
  std::uint64_t version = 0;  // 0: none were ever set.
  std::map<std::pair<ControlledOperation, Currency>, Money> limits;

  bool operator==(const LimitTable&) const = default;
};

// By whose leave something is done or was done. A fact that the ledger is told: limits lie in the
// issuer's home, approvals in a stream of their own.
struct Control {
  std::string approval_id;     // Empty: one person does it alone.
  std::optional<Money> limit;  // For this operation and currency; nothing: there is none.
  std::uint64_t limits_version = 0;
  bool exempt = false;  // Another service asks for it: held against no limit.

  bool operator==(const Control&) const = default;
  // It counts towards the limit of its item.
  bool Alone() const { return approval_id.empty() && !exempt; }
};

inline Control ControlBy(const LimitTable& table, ControlledOperation operation,
                         const Currency& currency) {
  Control control;
  control.limits_version = table.version;
  const auto found = table.limits.find({operation, currency});
  if (found != table.limits.end()) control.limit = found->second;
  return control;
}

}  // namespace recourse::invoicing
