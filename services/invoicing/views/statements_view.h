#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "libs/engine/view.h"
#include "recourse/invoicing/v1/statement_events.pb.h"

namespace recourse::invoicing {

// Bank statements, their lines, the queue of lines that wait, and for whom each payer has paid.
// Answers GetStatement, ListStatements, ListLines and what the matching asks (statement_queries.h).
// Lies in the shard of the issuer. Keys:
//   "<issuer id>/s/<key>"                 -> StatementRow
//   "<issuer id>/l/<key>/<line>"          -> LineRow; the number has seven digits
//   "<issuer id>/q/<key>/<line>"          -> nothing; there as long as the line waits
//   "<issuer id>/x/<later positions first>/<key>/<line>" -> nothing: when a line left the queue
//   "<issuer id>/o/<place>/<key>"         -> ChainRow, of statements with both balances
//   "<issuer id>/p/<payer, hexadecimal>"  -> PayerRow
// Lines stand there before their statement is complete: only then may they be told of.
class StatementsView final : public engine::View {
 public:
  static constexpr std::string_view kName = "statements";

  static std::string StatementKey(std::string_view issuer_id, std::string_view key);
  static std::string LineKey(std::string_view issuer_id, std::string_view key, int line);
  static std::string QueueKey(std::string_view issuer_id, std::string_view key, int line);
  // Below all that left behind `sequence` there is no key of what left by it.
  static std::string LeftKey(std::string_view issuer_id, std::uint64_t sequence,
                             std::string_view key, int line);
  // The sequence in such a key.
  static std::uint64_t LeftAt(std::string_view view_key);
  // `place` as ChainPlace says it.
  static std::string ChainKey(std::string_view issuer_id, std::string_view place,
                              std::string_view key);
  static std::string PayerKey(std::string_view issuer_id, std::string_view payer);

  std::string_view name() const override { return kName; }
  std::uint32_t code_version() const override { return 2; }
  void Apply(const history::v1::Record& record, engine::ViewRows& rows) override;
};

// Where a statement stands among those of its account, currency and kind of message: later ones
// first, by closing day, number and page. Nothing for advice, and without both balances.
std::optional<std::string> ChainPlace(const v1::StatementContent& content);
// The part of a place that all statements of one chain have in common.
std::string_view ChainOf(std::string_view place);

}  // namespace recourse::invoicing
