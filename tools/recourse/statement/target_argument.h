#pragma once

#include <optional>
#include <string>
#include <vector>

#include "recourse/invoicing/v1/bank_statement_service.pb.h"

namespace recourse::cli {

// Reads what a line is confirmed for: "accounts/a1", or parts of invoices of one account as
// "accounts/a1/invoices/i1=12.34EUR". Says what is wrong, if something is.
std::optional<std::string> ReadTargets(const std::vector<std::string>& targets,
                                       invoicing::v1::ConfirmMatchRequest& request);

}  // namespace recourse::cli
