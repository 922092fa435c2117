#pragma once

#include "tools/recourse/subcommand.h"

namespace recourse::cli {

// `recourse statement list` and `recourse statement lines`.
void AddStatementLists(CLI::App& statement, Action& action);

}  // namespace recourse::cli
