#include "services/invoicing/views/statement_queries.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "libs/base/check.h"
#include "libs/eventlog/hash.h"
#include "libs/wire/event.h"
#include "services/invoicing/views/statements_view.h"

namespace recourse::invoicing {
namespace {

using views::v1::LineRow;
using views::v1::StatementRow;

constexpr std::size_t kRowsPerScan = 512;
constexpr std::size_t kPayerAccountsMax = 10;

std::string IdOf(const std::string& issuer) { return issuer.substr(issuer.find('/') + 1); }

v1::Statement ToStatement(const std::string& issuer, const std::string& key,
                          const StatementRow& row) {
  v1::Statement statement;
  statement.set_name(issuer + "/statements/" + key);
  *statement.mutable_content() = row.content();
  const v1::StatementLoaded& loaded = row.loaded();
  statement.set_line_count(loaded.line_count());
  statement.set_verdict(loaded.verdict());
  if (loaded.has_computed()) *statement.mutable_computed() = loaded.computed();
  if (loaded.has_stated()) *statement.mutable_stated() = loaded.stated();
  return statement;
}

LineRow ParseLine(std::string_view bytes) {
  LineRow row;
  CHECK(wire::Unpack(bytes, row));
  return row;
}

// The last two segments of a line's key in the view.
FoundLine Located(std::string_view view_key) {
  const std::size_t last = view_key.rfind('/');
  const std::size_t before = view_key.rfind('/', last - 1);
  FoundLine found;
  found.key = view_key.substr(before + 1, last - before - 1);
  const std::string_view digits = view_key.substr(last + 1);
  std::from_chars(digits.data(), digits.data() + digits.size(), found.number);
  return found;
}

}  // namespace

std::uint32_t StatementQueries::ShardOf(const std::string& issuer) const {
  return eventlog::ShardOf(issuer, rows_.shards());
}

std::optional<StatementRow> StatementQueries::GetRow(const std::string& issuer,
                                                     const std::string& key) const {
  const auto bytes = rows_.Get(StatementsView::kName, ShardOf(issuer),
                               StatementsView::StatementKey(IdOf(issuer), key));
  if (!bytes) return std::nullopt;
  StatementRow row;
  CHECK(wire::Unpack(*bytes, row));
  if (!row.has_loaded()) return std::nullopt;
  return row;
}

std::optional<v1::Statement> StatementQueries::GetStatement(const std::string& issuer,
                                                            const std::string& key) const {
  const auto row = GetRow(issuer, key);
  if (!row) return std::nullopt;
  return ToStatement(issuer, key, *row);
}

v1::ListStatementsResponse StatementQueries::ListStatements(const std::string& issuer,
                                                            const std::string& after,
                                                            std::size_t size) const {
  v1::ListStatementsResponse response;
  const std::string prefix = StatementsView::StatementKey(IdOf(issuer), "");
  std::string last = prefix + after;
  while (true) {
    const auto rows =
        rows_.Scan(StatementsView::kName, ShardOf(issuer), prefix, last, kRowsPerScan);
    for (const auto& [view_key, bytes] : rows) {
      StatementRow row;
      CHECK(wire::Unpack(bytes, row));
      if (!row.has_loaded()) continue;
      const std::string key = view_key.substr(prefix.size());
      *response.add_statements() = ToStatement(issuer, key, row);
      if (static_cast<std::size_t>(response.statements_size()) < size) continue;
      response.set_next_page_token(key);
      return response;
    }
    if (rows.size() < kRowsPerScan) return response;
    last = rows.back().first;
  }
}

std::optional<FoundLine> StatementQueries::GetLine(const std::string& issuer,
                                                   const std::string& key, int number) const {
  const auto statement = GetRow(issuer, key);
  if (!statement || number < 1 || number > statement->loaded().line_count()) return std::nullopt;
  const auto bytes = rows_.Get(StatementsView::kName, ShardOf(issuer),
                               StatementsView::LineKey(IdOf(issuer), key, number));
  CHECK(bytes);
  return FoundLine{key, number, ParseLine(*bytes)};
}

StatementQueries::LinePage StatementQueries::ListLines(const std::string& issuer,
                                                       const LineFilter& filter,
                                                       const std::string& after,
                                                       std::size_t size) const {
  const bool queued = filter.state == v1::LINE_STATE_WAITING;
  std::string prefix = IdOf(issuer) + (queued ? "/q/" : "/l/");
  const std::size_t kind_size = prefix.size();
  if (!filter.key.empty()) prefix += filter.key + "/";
  std::string last = after.empty() ? prefix : prefix.substr(0, kind_size) + after;
  std::map<std::string, int> counts;  // Lines of statements: 0 unless complete.
  const auto is_there = [&](const FoundLine& line) {
    const auto [at, is_new] = counts.try_emplace(line.key, 0);
    if (is_new) {
      const auto row = GetRow(issuer, line.key);
      if (row) at->second = row->loaded().line_count();
    }
    return line.number <= at->second;
  };
  LinePage page;
  for (std::size_t seen = 0; seen < kRowsPerPageMax;) {
    const auto rows =
        rows_.Scan(StatementsView::kName, ShardOf(issuer), prefix, last, kRowsPerScan);
    for (const auto& [view_key, bytes] : rows) {
      ++seen;
      last = view_key;
      FoundLine found = Located(view_key);
      if (!is_there(found)) continue;
      if (queued) {
        found = *GetLine(issuer, found.key, found.number);
      } else {
        found.row = ParseLine(bytes);
      }
      if (filter.state != v1::LINE_STATE_UNSPECIFIED && found.row.state() != filter.state) continue;
      page.lines.push_back(std::move(found));
      if (page.lines.size() == size) break;
    }
    if (page.lines.size() == size || seen >= kRowsPerPageMax) break;
    if (rows.size() < kRowsPerScan) return page;
  }
  page.after = last.substr(kind_size);
  return page;
}

std::string StatementQueries::Cursor(const std::string& key, int line) {
  return fmt::format("{}/{:07}", key, line);
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
