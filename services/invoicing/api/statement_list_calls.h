#pragma once

#include "libs/rpc/call.h"
#include "libs/rpc/page.h"
#include "libs/seal/sealer.h"
#include "recourse/invoicing/v1/bank_statement_service.pb.h"
#include "services/invoicing/api/line_lookup.h"

namespace recourse::invoicing {

// Lists of statements and of their lines. A page token pins the sequence of the issuer's shard at
// which the first page was read. Thread safe.
class StatementListCalls {
 public:
  // The first two outlive this; `hash` keeps page tokens from being made up.
  StatementListCalls(engine::Commands& commands, const seal::Sealer& sealer,
                     const rpc::KeyedHash& hash)
      : commands_(commands), sealer_(sealer), lookup_(commands.views(), sealer), pages_(hash) {}

  Expected<rpc::Begin<v1::ListStatementsResponse>, Failure> ListStatements(
      const rpc::Call<v1::ListStatementsRequest>& call) const;
  Expected<rpc::Begin<v1::ListLinesResponse>, Failure> ListLines(
      const rpc::Call<v1::ListLinesRequest>& call) const;

 private:
  struct Asked;
  struct Lines;

  // Of the request: its question is all of it but page and size.
  template <class Request>
  Asked ReadPage(const rpc::Call<Request>& call, const char* method, std::size_t usual,
                 std::size_t most, rpc::Fields& fields) const;
  std::string TokenOf(const Asked& asked, const std::string& after) const;
  void Tell(const Lines& lines, const rpc::Reply<v1::ListLinesResponse>& reply) const;

  engine::Commands& commands_;
  const seal::Sealer& sealer_;
  const LineLookup lookup_;
  const rpc::PageTokens pages_;
};

}  // namespace recourse::invoicing
