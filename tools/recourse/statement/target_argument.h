#pragma once

#include <optional>
#include <string>
#include <vector>

#include "recourse/invoicing/v1/bank_statement_service.pb.h"

namespace recourse::cli {

// Reads what a line is confirmed for: "accounts/a1", parts of it as "accounts/a1=12.34EUR", and
// parts of invoices as "accounts/a1/invoices/i1=12.34EUR". Of several accounts each says how much
// it gets: else it is what its invoices come to. Says what is wrong, if something is.
std::optional<std::string> ReadTargets(const std::vector<std::string>& targets,
                                       invoicing::v1::SplitLineRequest& request);

// One account that gets the whole line, whatever that is.
bool IsWhole(const invoicing::v1::SplitLineRequest& request);

}  // namespace recourse::cli
