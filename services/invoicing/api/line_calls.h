#pragma once

#include <cstddef>
#include <memory>

#include "libs/rpc/call.h"
#include "libs/seal/sealer.h"
#include "recourse/invoicing/v1/bank_statement_service.pb.h"
#include "services/invoicing/api/line_lookup.h"

namespace recourse::invoicing {

Expected<rpc::Prepared<v1::Line>, Failure> PrepareIgnoreLine(const v1::IgnoreLineRequest& request,
                                                             const rpc::Caller& caller);

// What reads a statement, and what takes lines back. Thread safe.
class LineCalls {
 public:
  // Both outlive this.
  LineCalls(engine::Commands& commands, const seal::Sealer& sealer)
      : commands_(commands), lookup_(commands.views(), sealer) {}

  Expected<rpc::Begin<v1::Statement>, Failure> GetStatement(
      const rpc::Call<v1::GetStatementRequest>& call) const;
  Expected<rpc::Begin<v1::Line>, Failure> ReopenLine(
      const rpc::Call<v1::ReopenLineRequest>& call) const;

 private:
  struct Reopening;

  void Reopen(const std::shared_ptr<Reopening>& asked, const rpc::Reply<v1::Line>& reply) const;
  // The payments from `next` on, one account after another; then the command.
  void AskAccounts(const std::shared_ptr<Reopening>& asked, std::size_t next,
                   const rpc::Reply<v1::Line>& reply) const;

  engine::Commands& commands_;
  const LineLookup lookup_;
};

}  // namespace recourse::invoicing
