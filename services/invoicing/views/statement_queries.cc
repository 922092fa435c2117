#include "services/invoicing/views/statement_queries.h"

#include <algorithm>
#include <map>

#include "libs/base/check.h"
#include "libs/eventlog/hash.h"
#include "libs/wire/convert.h"
#include "libs/wire/event.h"
#include "services/invoicing/views/statements_view.h"

namespace recourse::invoicing {
namespace {

using views::v1::LineRow;
using views::v1::StatementRow;

constexpr std::size_t kChainRowsPerScan = 16;
constexpr std::size_t kPayerAccountsMax = 10;

std::string IdOf(const std::string& issuer) { return issuer.substr(issuer.find('/') + 1); }

LineRow ParseLine(std::string_view bytes) {
  LineRow row;
  CHECK(wire::Unpack(bytes, row));
  return row;
}

}  // namespace

std::uint32_t StatementQueries::ShardOf(const std::string& issuer) const {
  return eventlog::ShardOf(issuer, rows_.shards());
}

std::optional<StatementRow> StatementQueries::GetRow(const std::string& issuer,
                                                     const std::string& key,
                                                     std::uint64_t through) const {
  const auto bytes = rows_.Get(StatementsView::kName, ShardOf(issuer),
                               StatementsView::StatementKey(IdOf(issuer), key));
  if (!bytes) return std::nullopt;
  StatementRow row;
  CHECK(wire::Unpack(*bytes, row));
  if (!row.has_loaded() || row.loaded_sequence() > through) return std::nullopt;
  return row;
}

v1::Statement StatementQueries::ToStatement(const std::string& issuer, const std::string& key,
                                            const StatementRow& row, std::uint64_t through) const {
  v1::Statement statement;
  statement.set_name(issuer + "/statements/" + key);
  *statement.mutable_content() = row.content();
  const v1::StatementLoaded& loaded = row.loaded();
  statement.set_line_count(loaded.line_count());
  statement.set_verdict(loaded.verdict());
  if (loaded.has_computed()) *statement.mutable_computed() = loaded.computed();
  if (loaded.has_stated()) *statement.mutable_stated() = loaded.stated();
  SetContinuity(issuer, key, through, statement);
  return statement;
}

std::optional<v1::Statement> StatementQueries::GetStatement(const std::string& issuer,
                                                            const std::string& key,
                                                            std::uint64_t through) const {
  const auto row = GetRow(issuer, key, through);
  if (!row) return std::nullopt;
  return ToStatement(issuer, key, *row, through);
}

void StatementQueries::SetContinuity(const std::string& issuer, const std::string& key,
                                     std::uint64_t through, v1::Statement& statement) const {
  const auto place = ChainPlace(statement.content());
  if (!place) {
    statement.set_continuity(v1::STATEMENT_CONTINUITY_NONE);
    return;
  }
  const auto opening = wire::SumFromWire(statement.content().opening().amount());
  const std::string chain = StatementsView::ChainKey(IdOf(issuer), ChainOf(*place), "");
  const std::string here = StatementsView::ChainKey(IdOf(issuer), *place, "");
  statement.set_continuity(v1::STATEMENT_CONTINUITY_FIRST);
  std::string last = here;
  while (true) {
    const auto rows =
        rows_.Scan(StatementsView::kName, ShardOf(issuer), chain, last, kChainRowsPerScan);
    for (const auto& [view_key, bytes] : rows) {
      last = view_key;
      views::v1::ChainRow end;
      CHECK(wire::Unpack(bytes, end));
      const std::string id = view_key.substr(view_key.rfind('/') + 1);
      if (id == key || end.loaded_sequence() > through) continue;
      const bool follows = wire::SumFromWire(end.closing()) == opening;
      // Of one day without numbers their order is not known: any of them may be the one before.
      const bool same_place = view_key.starts_with(here);
      if (same_place && !follows) continue;
      statement.set_continuity(follows ? v1::STATEMENT_CONTINUITY_FOLLOWS
                                       : v1::STATEMENT_CONTINUITY_GAP);
      statement.set_previous(issuer + "/statements/" + id);
      *statement.mutable_previous_closing() = end.closing();
      return;
    }
    if (rows.size() < kChainRowsPerScan) return;
  }
}

std::optional<FoundLine> StatementQueries::GetLine(const std::string& issuer,
                                                   const std::string& key, int number) const {
  const auto statement = GetRow(issuer, key);
  if (!statement || number < 1 || number > statement->loaded().line_count()) return std::nullopt;
  const auto bytes = rows_.Get(StatementsView::kName, ShardOf(issuer),
                               StatementsView::LineKey(IdOf(issuer), key, number));
  CHECK(bytes);
  FoundLine found{key, number, ParseLine(*bytes), {}};
  found.standing = StandingOf(found.row);
  return found;
}

std::vector<KnownPayer> StatementQueries::AccountsOf(const std::string& issuer,
                                                     const std::string& payer) const {
  if (payer.empty()) return {};
  const auto bytes = rows_.Get(StatementsView::kName, ShardOf(issuer),
                               StatementsView::PayerKey(IdOf(issuer), payer));
  if (!bytes) return {};
  views::v1::PayerRow row;
  CHECK(wire::Unpack(*bytes, row));
  std::map<std::string, int> times;
  for (const auto& each : row.accounts()) times[each.account()] += each.times();
  std::vector<KnownPayer> accounts;
  for (const auto& [account, count] : times) {
    if (count > 0) accounts.push_back({account, count});
  }
  std::stable_sort(accounts.begin(), accounts.end(),
                   [](const KnownPayer& a, const KnownPayer& b) { return a.times > b.times; });
  if (accounts.size() > kPayerAccountsMax) accounts.resize(kPayerAccountsMax);
  return accounts;
}

}  // namespace recourse::invoicing
