#pragma once

#include <string>
#include <vector>

#include "recourse/invoicing/v1/bank_statement_service.pb.h"
#include "tools/recourse/output/table.h"

namespace recourse::cli {

// A statement of a file, and what came of loading it.
struct LoadedStatement {
  std::string file;
  invoicing::v1::Statement statement;
  bool already_there = false;
  int confirmed = 0;  // Lines whose match was sufficient.
};

Table LoadedTable(const std::vector<LoadedStatement>& loaded);
Table StatementTable(const std::vector<invoicing::v1::Statement>& statements);
Table LineTable(const std::vector<invoicing::v1::Line>& lines);
// A row for each reason of each proposal, the best proposal first.
Table ProposalTable(const invoicing::v1::ProposeMatchesResponse& response);

// "i1=12.34,i2=5.00": what a match clears first.
std::string DesignationCell(const invoicing::v1::LineMatch& match);

}  // namespace recourse::cli
