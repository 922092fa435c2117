#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "libs/base/failure.h"
#include "libs/decider/decider.h"

namespace recourse::invoicing {

// What callers are told of one rule of the domain.
template <class Rule>
struct RefusalText {
  Rule rule;
  Failure::Kind kind;
  std::string_view reason;   // The rule's own name: "MORE_THAN_OPEN".
  std::string_view message;  // One sentence for a person.
};

// Row i is the rule with the number i, and `last` has the last row.
template <class Rule, std::size_t N>
constexpr bool HasEveryRule(const std::array<RefusalText<Rule>, N>& rows, Rule last) {
  for (std::size_t i = 0; i < N; ++i) {
    if (static_cast<std::size_t>(rows[i].rule) != i) return false;
  }
  return static_cast<std::size_t>(last) + 1 == N;
}

// What the caller of `refusal` is told.
template <class Rule>
Failure Tell(const Refusal<Rule>& refusal, std::span<const RefusalText<Rule>> rows) {
  const RefusalText<Rule>& row = rows[static_cast<std::size_t>(refusal.rule)];
  return {row.kind, std::string(row.reason), std::string(row.message), refusal.values};
}

}  // namespace recourse::invoicing
