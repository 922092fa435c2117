#pragma once

#include <cstddef>
#include <memory>

#include "libs/rpc/call.h"
#include "libs/seal/sealer.h"
#include "recourse/invoicing/v1/bank_statement_service.pb.h"
#include "services/invoicing/api/line_lookup.h"

namespace recourse::invoicing {

// What says that a line paid several accounts. Each account's ledger is asked first whether it
// would take its part, so that all parts are promised or none; a part that is refused all the same
// (its account has changed meanwhile) waits again. Thread safe.
class SplitCalls {
 public:
  // Both outlive this.
  SplitCalls(engine::Commands& commands, const seal::Sealer& sealer)
      : commands_(commands), lookup_(commands.views(), sealer) {}

  Expected<rpc::Begin<v1::Line>, Failure> SplitLine(
      const rpc::Call<v1::SplitLineRequest>& call) const;

 private:
  struct Asked;
  using Reply = rpc::Reply<v1::Line>;

  // The shares from `next` on, one account after another; then the command.
  void AskAccounts(const std::shared_ptr<Asked>& asked, std::size_t next, const Reply& reply) const;
  void Split(const std::shared_ptr<Asked>& asked, const Reply& reply) const;

  engine::Commands& commands_;
  const LineLookup lookup_;
};

}  // namespace recourse::invoicing
