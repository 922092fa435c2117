#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "services/invoicing/domain/line_split_commands.h"
#include "services/invoicing/domain/statement_parts.h"

namespace recourse::invoicing {

// The next lines of a statement. `first_line` 1 begins it, also once more.
struct LoadLines {
  StatementContent content;
  int first_line = 0;
  std::vector<StatementLine> lines;
  bool complete = false;  // These are the last.
};

struct Confirmation {
  int line = 0;
  LineMatch match;
  std::string payer;  // As the line says, which never changes.
};
// Of one statement. An automatic match is passed over if its line waits no more.
struct ConfirmLines {
  std::string key;  // Of the statement: payment ids are made from it.
  std::vector<Confirmation> confirmations;
};

// What its account answered to a confirmed line.
struct SettleLine {
  int line = 0;
  std::string payment_id;
  std::optional<std::string> refused_because;  // Nothing: the payment is recorded.
};

struct IgnoreLine {
  int line = 0;
  std::string reason;
};

// The edge has seen the line when it had been reopened `seen_reopened` times: `seen_settled` if it
// was ignored, or its payment reversed. The rest is what the state does not keep of such a line.
struct ReopenLine {
  int line = 0;
  std::string reason;
  int seen_reopened = 0;
  bool seen_settled = false;
  Money amount;
  Date effective;
  std::string payer;
  std::string payment;
  std::vector<std::string> payments = {};  // Of a line that was split: those that were reversed.
};

using StatementCommand = std::variant<LoadLines, ConfirmLines, SettleLine, IgnoreLine, ReopenLine,
                                      SplitLine, SettlePart>;

}  // namespace recourse::invoicing
