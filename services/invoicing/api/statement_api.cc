#include "services/invoicing/api/statement_api.h"

#include "services/invoicing/api/callers.h"

namespace recourse::invoicing {
namespace {

// Lines say who pays, and for what: they are for those who match them.

}  // namespace

StatementApi::StatementApi(rpc::Shell& shell, engine::Commands& commands,
                           const seal::Sealer& sealer)
    : Service(shell, commands, "recourse.invoicing.v1.BankStatementService"),
      loads_(commands, sealer, shell.hash()),
      lines_(commands, sealer),
      lists_(commands, sealer, shell.hash()),
      matches_(commands, sealer),
      splits_(commands, sealer) {
  Answer<v1::LoadStatementRequest, v1::LoadStatementResponse>(
      "LoadStatement", kStaff, [this](const auto& call) { return loads_.LoadStatement(call); });
  Answer<v1::GetStatementRequest, v1::Statement>(
      "GetStatement", kReaders, [this](const auto& call) { return lines_.GetStatement(call); });
  Answer<v1::ListStatementsRequest, v1::ListStatementsResponse>(
      "ListStatements", kReaders, [this](const auto& call) { return lists_.ListStatements(call); });
  Answer<v1::ListLinesRequest, v1::ListLinesResponse>(
      "ListLines", kStaff, [this](const auto& call) { return lists_.ListLines(call); });
  Answer<v1::ProposeMatchesRequest, v1::ProposeMatchesResponse>(
      "ProposeMatches", kStaff, [this](const auto& call) { return matches_.ProposeMatches(call); });
  Answer<v1::MatchStatementRequest, v1::MatchStatementResponse>(
      "MatchStatement", kStaff, [this](const auto& call) { return matches_.MatchStatement(call); });
  Answer<v1::ConfirmMatchRequest, v1::Line>(
      "ConfirmMatch", kStaff, [this](const auto& call) { return matches_.ConfirmMatch(call); });
  Answer<v1::SplitLineRequest, v1::Line>(
      "SplitLine", kStaff, [this](const auto& call) { return splits_.SplitLine(call); });
  Mutate<v1::IgnoreLineRequest, v1::Line>("IgnoreLine", kStaff, PrepareIgnoreLine);
  Answer<v1::ReopenLineRequest, v1::Line>(
      "ReopenLine", kStaff, [this](const auto& call) { return lines_.ReopenLine(call); });
}

}  // namespace recourse::invoicing
