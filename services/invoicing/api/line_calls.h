#pragma once

#include <string>

#include "libs/rpc/call.h"
#include "libs/rpc/page.h"
#include "libs/seal/sealer.h"
#include "recourse/invoicing/v1/bank_statement_service.pb.h"
#include "services/invoicing/api/line_lookup.h"

namespace recourse::invoicing {

Expected<rpc::Prepared<v1::Line>, Failure> PrepareIgnoreLine(const v1::IgnoreLineRequest& request,
                                                             const rpc::Caller& caller);

// What reads statements and lines, and what takes lines back. Thread safe.
class LineCalls {
 public:
  // The first two outlive this; `hash` keeps page tokens from being made up.
  LineCalls(engine::Commands& commands, const seal::Sealer& sealer, const rpc::KeyedHash& hash)
      : commands_(commands), sealer_(sealer), lookup_(commands.views(), sealer), pages_(hash) {}

  Expected<rpc::Begin<v1::Statement>, Failure> GetStatement(
      const rpc::Call<v1::GetStatementRequest>& call) const;
  Expected<rpc::Begin<v1::ListStatementsResponse>, Failure> ListStatements(
      const rpc::Call<v1::ListStatementsRequest>& call) const;
  Expected<rpc::Begin<v1::ListLinesResponse>, Failure> ListLines(
      const rpc::Call<v1::ListLinesRequest>& call) const;
  Expected<rpc::Begin<v1::Line>, Failure> ReopenLine(
      const rpc::Call<v1::ReopenLineRequest>& call) const;

 private:
  void Reopen(const LineName& name, const std::string& reason, engine::Command command,
              const rpc::Reply<v1::Line>& reply) const;

  engine::Commands& commands_;
  const seal::Sealer& sealer_;
  const LineLookup lookup_;
  const rpc::PageTokens pages_;
};

}  // namespace recourse::invoicing
