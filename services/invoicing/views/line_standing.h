#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "libs/base/money.h"
#include "recourse/invoicing/v1/bank_statement_service.pb.h"
#include "recourse/invoicing/views/v1/statement_rows.pb.h"

namespace recourse::invoicing {

// What has become of a line of a bank statement by some position of the log.
struct LineStanding {
  v1::LineState state{};
  // What accounts got of it, or are to get: one of the line's amount if it was confirmed whole.
  std::vector<v1::LinePart> parts;
  std::vector<int> part_numbers;  // Of each; 0 for one that was confirmed whole.
  Money waiting;                  // The line's amount less what is recorded.
  std::string reason;             // Of the last refusal, ignoring or reopening.
  int reopened = 0;
};

// Of the changes up to `through` only; pure.
LineStanding StandingOf(const views::v1::LineRow& row,
                        std::uint64_t through = std::numeric_limits<std::uint64_t>::max());

}  // namespace recourse::invoicing
