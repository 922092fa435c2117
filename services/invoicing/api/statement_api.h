#pragma once

#include "libs/rpc/service.h"
#include "services/invoicing/api/line_calls.h"
#include "services/invoicing/api/match_calls.h"
#include "services/invoicing/api/split_calls.h"
#include "services/invoicing/api/statement_list_calls.h"
#include "services/invoicing/api/statement_load_calls.h"

namespace recourse::invoicing {

// recourse.invoicing.v1.BankStatementService. Thread safe.
class StatementApi final : public rpc::Service {
 public:
  // All of it outlives this.
  StatementApi(rpc::Shell& shell, engine::Commands& commands, const seal::Sealer& sealer);

 private:
  const StatementLoadCalls loads_;
  const LineCalls lines_;
  const StatementListCalls lists_;
  const MatchCalls matches_;
  const SplitCalls splits_;
};

}  // namespace recourse::invoicing
