#include <fmt/format.h>

#include <map>

#include "libs/base/check.h"
#include "libs/wire/convert.h"
#include "libs/wire/event.h"
#include "services/invoicing/views/statement_queries.h"
#include "services/invoicing/views/statements_view.h"

namespace recourse::invoicing {
namespace {

using views::v1::StatementRow;

constexpr std::size_t kRowsPerScan = 512;

std::optional<Date> ClosedOn(const v1::StatementContent& content) {
  if (content.has_closing()) return wire::FromWire(content.closing().date());
  return content.has_to() ? wire::FromWire(content.to()) : std::nullopt;
}

bool IsWithin(std::optional<Date> day, bool has_from, const google::type::Date& from,
              bool has_through, const google::type::Date& through) {
  if (!has_from && !has_through) return true;
  return day && (!has_from || *day >= wire::FromWire(from)) &&
         (!has_through || *day <= wire::FromWire(through));
}

// All but continuity, which has to be looked up.
bool Fits(const StatementRow& row, const v1::StatementFilter& filter) {
  const v1::StatementContent& content = row.content();
  if (filter.kind() != v1::STATEMENT_KIND_UNSPECIFIED && content.kind() != filter.kind()) {
    return false;
  }
  if (filter.verdict() != v1::STATEMENT_VERDICT_UNSPECIFIED &&
      row.loaded().verdict() != filter.verdict()) {
    return false;
  }
  if (!filter.account().empty() && content.iban() != filter.account() &&
      content.other_account() != filter.account()) {
    return false;
  }
  return IsWithin(ClosedOn(content), filter.has_closed_from(), filter.closed_from(),
                  filter.has_closed_through(), filter.closed_through());
}

// Texts that stand in the order of the list.
std::string OrderOf(const StatementRow& row, const std::string& key, v1::StatementOrderBy by) {
  if (by != v1::STATEMENT_ORDER_BY_CLOSING_DATE) return key;
  const auto day = ClosedOn(row.content());
  return fmt::format("{:08}/{}", day ? 10'000'000 + day->time_since_epoch().count() : 0, key);
}

}  // namespace

StatementQueries::StatementPage StatementQueries::ListStatements(const std::string& issuer,
                                                                 const StatementsWanted& wanted,
                                                                 const std::string& after,
                                                                 std::size_t size) const {
  const std::string issuer_id = issuer.substr(issuer.find('/') + 1);
  const std::string prefix = StatementsView::StatementKey(issuer_id, "");
  const bool descending = wanted.order.descending();
  std::map<std::string, v1::Statement> best;  // By place: the first `size` and one more.
  std::string last = prefix;
  while (true) {
    const auto rows =
        rows_.Scan(StatementsView::kName, ShardOf(issuer), prefix, last, kRowsPerScan);
    for (const auto& [view_key, bytes] : rows) {
      last = view_key;
      StatementRow row;
      CHECK(wire::Unpack(bytes, row));
      if (!row.has_loaded() || row.loaded_sequence() > wanted.through) continue;
      if (!Fits(row, wanted.filter)) continue;
      const std::string key = view_key.substr(prefix.size());
      std::string place = OrderOf(row, key, wanted.order.by());
      if (!after.empty() && (descending ? place >= after : place <= after)) continue;
      auto statement = ToStatement(issuer, key, row, wanted.through);
      const auto continuity = wanted.filter.continuity();
      if (continuity != v1::STATEMENT_CONTINUITY_UNSPECIFIED &&
          statement.continuity() != continuity) {
        continue;
      }
      best.emplace(std::move(place), std::move(statement));
      if (best.size() > size + 1) best.erase(descending ? best.begin() : std::prev(best.end()));
    }
    if (rows.size() < kRowsPerScan) break;
  }
  StatementPage page;
  const auto take = [&](auto at, auto end) {
    for (; at != end; ++at) {
      if (page.statements.size() == size) return;
      page.after = at->first;
      page.statements.push_back(std::move(at->second));
    }
    page.after.clear();
  };
  if (descending) {
    take(best.rbegin(), best.rend());
  } else {
    take(best.begin(), best.end());
  }
  return page;
}

}  // namespace recourse::invoicing
