#pragma once

#include <vector>

#include "libs/bank_statement/entry.h"
#include "libs/bank_statement/statement.h"
#include "recourse/invoicing/v1/bank_statement_service.pb.h"

// What a file of a bank says, as invoicing takes it.
namespace recourse::cli {

invoicing::v1::StatementContent ToContent(const bank_statement::Statement& statement,
                                          const bank_statement::StatementEnd& end);

// One line for each payment of the entry if the bank says how much each of them is, else one for
// the whole. `entry_number` counts the statement's entries from 1.
std::vector<invoicing::v1::NewLine> ToNewLines(bank_statement::Statement::Kind kind,
                                               const bank_statement::Entry& entry,
                                               int entry_number);

}  // namespace recourse::cli
