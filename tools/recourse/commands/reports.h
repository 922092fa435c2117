#pragma once

#include <string>

#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {

// What `recourse report` has beside `aging`, each declared under `report`.
void AddRollForward(CLI::App& report, Action& action);
void AddAllowance(CLI::App& report, Action& action);
void AddStatementReport(CLI::App& report, Action& action);

// "1-30" and the like.
std::string AgeCell(invoicing::v1::AgingBucket bucket);

}  // namespace recourse::cli
