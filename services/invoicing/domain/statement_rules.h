#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/invoicing/domain/statement.h"

// What several commands to the lines of a statement are held against.
namespace recourse::invoicing {

using BrokenStatementRule = std::optional<Unexpected<Refusal<StatementRule>>>;

// A line that there is, of a statement that counts.
BrokenStatementRule BrokenByLine(int line, const Statement& statement);
// It waits for an account's answer.
Unexpected<Refusal<StatementRule>> RefuseAsPromised(int line, const PromisedLine& promised);
// What is designated is within `paid`.
BrokenStatementRule BrokenByDesignations(const std::vector<PaymentDesignation>& designations,
                                         const Money& paid);

}  // namespace recourse::invoicing
