#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "libs/engine/view.h"

namespace recourse::invoicing {

// Bank statements, their lines, the queue of lines that wait, and for whom each payer has paid.
// Answers GetStatement, ListStatements, ListLines and what the matching asks (statement_queries.h).
// Lies in the shard of the issuer. Keys:
//   "<issuer id>/s/<key>"                 -> StatementRow
//   "<issuer id>/l/<key>/<line>"          -> LineRow; the number has seven digits
//   "<issuer id>/q/<key>/<line>"          -> nothing; there as long as the line waits
//   "<issuer id>/p/<payer, hexadecimal>"  -> PayerRow
// Lines stand there before their statement is complete: only then may they be told of.
class StatementsView final : public engine::View {
 public:
  static constexpr std::string_view kName = "statements";

  static std::string StatementKey(std::string_view issuer_id, std::string_view key);
  static std::string LineKey(std::string_view issuer_id, std::string_view key, int line);
  static std::string QueueKey(std::string_view issuer_id, std::string_view key, int line);
  static std::string PayerKey(std::string_view issuer_id, std::string_view payer);

  std::string_view name() const override { return kName; }
  std::uint32_t code_version() const override { return 1; }
  void Apply(const history::v1::Record& record, engine::ViewRows& rows) override;
};

}  // namespace recourse::invoicing
