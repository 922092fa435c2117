#pragma once

#include "libs/rpc/call.h"
#include "libs/seal/sealer.h"
#include "recourse/invoicing/v1/bank_statement_service.pb.h"
#include "services/invoicing/api/line_lookup.h"
#include "services/invoicing/domain/statement_commands.h"

namespace recourse::invoicing {

// What finds out what lines pay, and says so. Thread safe.
class MatchCalls {
 public:
  // Both outlive this.
  MatchCalls(engine::Commands& commands, const seal::Sealer& sealer)
      : commands_(commands), lookup_(commands.views(), sealer) {}

  Expected<rpc::Begin<v1::ProposeMatchesResponse>, Failure> ProposeMatches(
      const rpc::Call<v1::ProposeMatchesRequest>& call) const;
  Expected<rpc::Begin<v1::MatchStatementResponse>, Failure> MatchStatement(
      const rpc::Call<v1::MatchStatementRequest>& call) const;
  Expected<rpc::Begin<v1::Line>, Failure> ConfirmMatch(
      const rpc::Call<v1::ConfirmMatchRequest>& call) const;

 private:
  struct Confirming;

  // The matches of those `lines` that need no person.
  Expected<ConfirmLines, Failure> Sufficient(const std::string& issuer, const std::string& key,
                                             const std::vector<FoundLine>& lines) const;
  // The chosen match, with the score that it has among the proposals.
  Expected<Confirmation, Failure> Explained(const Confirming& asked) const;
  void Confirm(const Confirming& asked, const Confirmation& confirmation,
               const rpc::Reply<v1::Line>& reply) const;

  engine::Commands& commands_;
  const LineLookup lookup_;
};

}  // namespace recourse::invoicing
