#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/invoicing/domain/statement_parts.h"

namespace recourse::invoicing {

// What one account gets of a line.
struct LineShare {
  LineMatch match;  // Designations within `amount`; what they leave clears by the account's rule.
  Money amount;
  bool operator==(const LineShare&) const = default;
};

// Says that a line paid several accounts: together all of it that waits.
struct SplitLine {
  std::string key;  // Of the statement: payment ids are made from it.
  int line = 0;
  std::vector<LineShare> shares;
  std::string payer;  // As the line says, which never changes.
};

// What its account answered to a part of a line.
struct SettlePart {
  int line = 0;
  int part = 0;
  std::string payment_id;
  std::optional<std::string> refused_because;  // Nothing: the payment is recorded.
};

}  // namespace recourse::invoicing
