#pragma once

#include "libs/rpc/call.h"
#include "libs/rpc/digest.h"
#include "libs/seal/sealer.h"
#include "recourse/invoicing/v1/bank_statement_service.pb.h"

namespace recourse::invoicing {

// Takes statements in: their personal data is sealed before anything is recorded. Thread safe.
class StatementLoadCalls {
 public:
  // `commands` and `sealer` outlive this. By `hash` payers are known again.
  StatementLoadCalls(engine::Commands& commands, const seal::Sealer& sealer,
                     const rpc::KeyedHash& hash)
      : commands_(commands), sealer_(sealer), hash_(hash) {}

  Expected<rpc::Begin<v1::LoadStatementResponse>, Failure> LoadStatement(
      const rpc::Call<v1::LoadStatementRequest>& call) const;

 private:
  struct Asked;

  Expected<Done, Failure> Seal(Asked& asked) const;

  engine::Commands& commands_;
  const seal::Sealer& sealer_;
  const rpc::KeyedHash hash_;
};

}  // namespace recourse::invoicing
