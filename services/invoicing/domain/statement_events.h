#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "services/invoicing/domain/line_split_events.h"
#include "services/invoicing/domain/statement_parts.h"

namespace recourse::invoicing {

// Events are kept for ever: add new ones, never change these.

// Lines begin to come in; nothing counts before StatementLoaded. Once more: what came is void.
struct StatementBegun {
  StatementContent content;
  bool operator==(const StatementBegun&) const = default;
};
struct StatementLinesAdded {
  int first_line = 0;
  std::vector<StatementLine> lines;
  bool operator==(const StatementLinesAdded&) const = default;
};
struct StatementLoaded {
  int lines = 0;
  StatementVerdict verdict{};
  std::optional<Money> computed;  // Opening balance and booked entries.
  std::optional<Money> stated;    // Closing balance.
  bool operator==(const StatementLoaded&) const = default;
};
// A promise to record a payment of the line with its account.
struct LineConfirmed {
  int line = 0;
  LineMatch match;
  std::string payment_id;
  Money amount;
  Date effective;
  std::string payer;
  bool operator==(const LineConfirmed&) const = default;
};
struct LineRecorded {
  int line = 0;
  std::string payment;  // "accounts/a1/payments/p1".
  std::string payer;
  bool operator==(const LineRecorded&) const = default;
};
// By the account: the line waits again.
struct LineRefused {
  int line = 0;
  std::string reason;
  bool operator==(const LineRefused&) const = default;
};
struct LineIgnored {
  int line = 0;
  std::string reason;
  bool operator==(const LineIgnored&) const = default;
};
// It waits again, with all that is needed to confirm it.
struct LineReopened {
  int line = 0;
  std::string reason;
  Money amount;
  Date effective;
  std::string payer;
  std::string payment;  // That was reversed; empty: there was none.
  // Those reversed of a line that was split, which come to `amount`; what else it paid stands.
  std::vector<std::string> payments = {};
  bool operator==(const LineReopened&) const = default;
};

using StatementEvent =
    std::variant<StatementBegun, StatementLinesAdded, StatementLoaded, LineConfirmed, LineRecorded,
                 LineRefused, LineIgnored, LineReopened, LinePartConfirmed, LinePartRecorded,
                 LinePartRefused>;

}  // namespace recourse::invoicing
