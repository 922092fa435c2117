#include <fmt/format.h>

#include <charconv>
#include <map>
#include <set>

#include "libs/base/check.h"
#include "libs/wire/convert.h"
#include "libs/wire/event.h"
#include "services/invoicing/views/statement_queries.h"
#include "services/invoicing/views/statements_view.h"

namespace recourse::invoicing {
namespace {

constexpr std::size_t kRowsPerScan = 512;
constexpr std::size_t kLeftMax = 100'000;  // More are not held: all lines are looked at instead.

bool IsWithin(bool has, const google::type::Date& date, bool has_from,
              const google::type::Date& from, bool has_through, const google::type::Date& through) {
  if (!has_from && !has_through) return true;
  const auto day = wire::FromWire(date);
  return has && day && (!has_from || *day >= wire::FromWire(from)) &&
         (!has_through || *day <= wire::FromWire(through));
}

bool Fits(const v1::StatementLine& line, const v1::LineFilter& filter) {
  if (filter.kind() != v1::LINE_KIND_UNSPECIFIED && line.kind() != filter.kind()) return false;
  if (!IsWithin(line.has_booking_date(), line.booking_date(), filter.has_booking_from(),
                filter.booking_from(), filter.has_booking_through(), filter.booking_through()) ||
      !IsWithin(line.has_value_date(), line.value_date(), filter.has_value_from(),
                filter.value_from(), filter.has_value_through(), filter.value_through())) {
    return false;
  }
  const auto amount = wire::SumFromWire(line.amount());
  CHECK(amount);
  const auto is_beyond = [&](bool has, const google::type::Money& bound, int sign) {
    if (!has) return false;
    const auto limit = wire::SumFromWire(bound);
    return !limit || limit->currency != amount->currency ||
           (amount->minor_units - limit->minor_units) * sign < 0;
  };
  return !is_beyond(filter.has_amount_at_least(), filter.amount_at_least(), 1) &&
         !is_beyond(filter.has_amount_at_most(), filter.amount_at_most(), -1);
}

std::string DayText(bool has, const google::type::Date& date) {
  const auto day = has ? wire::FromWire(date) : std::nullopt;
  return fmt::format("{:08}/", day ? 10'000'000 + day->time_since_epoch().count() : 0);
}

// Texts that stand in the order of the list.
std::string PlaceOf(const v1::StatementLine& line, const std::string& name, v1::LineOrderBy by) {
  if (by == v1::LINE_ORDER_BY_BOOKING_DATE) {
    return DayText(line.has_booking_date(), line.booking_date()) + name;
  }
  if (by == v1::LINE_ORDER_BY_VALUE_DATE) {
    return DayText(line.has_value_date(), line.value_date()) + name;
  }
  if (by == v1::LINE_ORDER_BY_AMOUNT) {
    constexpr std::int64_t kAboveAll = 2'000'000'000'000'000;  // Amounts are up to 10^15.
    const auto amount = wire::SumFromWire(line.amount());
    CHECK(amount);
    return fmt::format("{}{:016}/{}", amount->currency.code(), kAboveAll + amount->minor_units,
                       name);
  }
  return name;
}

}  // namespace

// One page of one list of lines. Lines are named "<key>/<number>", the number with seven digits.
class LineList {
 public:
  LineList(const StatementQueries& queries, const std::string& issuer,
           const StatementQueries::LinesWanted& wanted, const std::string& after, std::size_t size)
      : queries_(queries),
        issuer_(issuer),
        issuer_id_(issuer.substr(issuer.find('/') + 1)),
        wanted_(wanted),
        after_(after),
        size_(size),
        left_through_(wanted.through),
        by_name_(!wanted.order.descending() &&
                 (wanted.order.by() == v1::LINE_ORDER_BY_NAME ||
                  wanted.order.by() == v1::LINE_ORDER_BY_UNSPECIFIED)) {}

  StatementQueries::LinePage Read() {
    queued_ = wanted_.state == v1::LINE_STATE_WAITING && ReadLeft();
    if (!queued_) left_.clear();
    const std::string root = issuer_id_ + (queued_ ? "/q/" : "/l/");
    const std::string prefix = root + (wanted_.key.empty() ? "" : wanted_.key + "/");
    std::string last = by_name_ && !after_.empty() ? root + after_ : prefix;
    bool ended = false;
    for (std::size_t seen = 0; !ended;) {
      const auto rows = queries_.rows_.Scan(StatementsView::kName, queries_.ShardOf(issuer_),
                                            prefix, last, kRowsPerScan);
      ended = rows.size() < kRowsPerScan;
      // What left while the queue was read is found behind it.
      if (queued_ && !ReadLeft()) return {{}, "", true};
      const std::string first = last.substr(std::min(root.size(), last.size()));
      if (!rows.empty()) last = rows.back().first;
      for (const auto& [name, bytes] :
           Names(rows, root.size(), first, ended ? "" : last.substr(root.size()))) {
        ++seen;
        See(name, bytes);
        if (by_name_ && page_.lines.size() == size_) {
          page_.after = name;
          return std::move(page_);
        }
      }
      if (ended) break;
      if (by_name_ && seen >= StatementQueries::kRowsPerPageMax) {
        page_.after = last.substr(root.size());
        return std::move(page_);
      }
      if (seen >= StatementQueries::kRowsOrderedMax) return {{}, "", true};
    }
    if (!by_name_) TakeBest();
    return std::move(page_);
  }

 private:
  // Of a scan, and of those that left the queue since, behind `first` and up to `last` (empty:
  // all).
  std::map<std::string, std::string> Names(const std::vector<engine::ViewReader::Row>& rows,
                                           std::size_t root_size, const std::string& first,
                                           const std::string& last) const {
    std::map<std::string, std::string> names;
    for (const auto& [view_key, bytes] : rows) names.emplace(view_key.substr(root_size), bytes);
    for (auto at = left_.upper_bound(first); at != left_.end(); ++at) {
      if (!last.empty() && *at > last) break;
      names.emplace(*at, "");
    }
    return names;
  }

  // Adds those that left the queue since the last time, or since `through`. Whether they are few
  // enough to be held.
  bool ReadLeft() {
    if (wanted_.through == StatementQueries::kNow) return true;
    const std::string prefix = issuer_id_ + "/x/";
    // What left by then is greater than this.
    const std::string end = StatementsView::LeftKey(issuer_id_, left_through_, "", 0);
    const std::size_t name_at = end.find("//") + 1;
    std::string last = prefix;
    std::string newest;
    while (true) {
      const auto rows = queries_.rows_.Scan(StatementsView::kName, queries_.ShardOf(issuer_),
                                            prefix, last, kRowsPerScan);
      for (const auto& row : rows) {
        last = row.first;
        if (last >= end) break;
        if (newest.empty()) newest = last;
        const std::string name = last.substr(name_at);
        if (wanted_.key.empty() || name.starts_with(wanted_.key + "/")) left_.insert(name);
      }
      if (rows.size() < kRowsPerScan || last >= end) break;
      if (left_.size() > kLeftMax) return false;
    }
    if (!newest.empty()) left_through_ = StatementsView::LeftAt(newest);
    return true;
  }

  // Whether the statement was complete by then, and has the line.
  bool IsThere(const FoundLine& line) {
    const auto [at, is_new] = counts_.try_emplace(line.key, 0);
    if (is_new) {
      const auto row = queries_.GetRow(issuer_, line.key, wanted_.through);
      if (row) at->second = row->loaded().line_count();
    }
    return line.number <= at->second;
  }

  void See(const std::string& name, const std::string& bytes) {
    FoundLine found;
    const std::size_t slash = name.rfind('/');
    found.key = name.substr(0, slash);
    std::from_chars(name.data() + slash + 1, name.data() + name.size(), found.number);
    if (!IsThere(found)) return;
    if (queued_) {
      const auto row =
          queries_.rows_.Get(StatementsView::kName, queries_.ShardOf(issuer_),
                             StatementsView::LineKey(issuer_id_, found.key, found.number));
      CHECK(row && wire::Unpack(*row, found.row));
    } else {
      CHECK(wire::Unpack(bytes, found.row));
    }
    found.standing = StandingOf(found.row, wanted_.through);
    const bool any = wanted_.state == v1::LINE_STATE_UNSPECIFIED;
    if (!any && found.standing.state != wanted_.state) return;
    if (!Fits(found.row.line(), wanted_.filter)) return;
    if (by_name_) {
      page_.lines.push_back(std::move(found));
      return;
    }
    const bool descending = wanted_.order.descending();
    std::string place = PlaceOf(found.row.line(), name, wanted_.order.by());
    if (!after_.empty() && (descending ? place >= after_ : place <= after_)) return;
    best_.emplace(std::move(place), std::move(found));
    if (best_.size() > size_ + 1) {
      best_.erase(descending ? best_.begin() : std::prev(best_.end()));
    }
  }

  void TakeBest() {
    const auto take = [&](auto at, auto end) {
      for (; at != end; ++at) {
        if (page_.lines.size() == size_) return;
        page_.after = at->first;
        page_.lines.push_back(std::move(at->second));
      }
      page_.after.clear();
    };
    if (wanted_.order.descending()) {
      take(best_.rbegin(), best_.rend());
    } else {
      take(best_.begin(), best_.end());
    }
  }

  const StatementQueries& queries_;
  const std::string& issuer_;
  const std::string issuer_id_;
  const StatementQueries::LinesWanted& wanted_;
  const std::string& after_;
  const std::size_t size_;
  std::uint64_t left_through_;  // Those that left behind `through` and up to this are in `left_`.
  const bool by_name_;
  bool queued_ = false;                    // Looks at the queue, and at `left_`.
  std::set<std::string> left_;             // Names of lines.
  std::map<std::string, int> counts_;      // Lines of statements: 0 unless complete by then.
  std::map<std::string, FoundLine> best_;  // By place: the first `size_` and one more.
  StatementQueries::LinePage page_;
};

std::string StatementQueries::Cursor(const std::string& key, int line) {
  return fmt::format("{}/{:07}", key, line);
}

std::string StatementQueries::PlaceOf(const FoundLine& line, const v1::LineOrder& order) {
  return invoicing::PlaceOf(line.row.line(), Cursor(line.key, line.number), order.by());
}

StatementQueries::LinePage StatementQueries::ListLines(const std::string& issuer,
                                                       const LinesWanted& wanted,
                                                       const std::string& after,
                                                       std::size_t size) const {
  return LineList(*this, issuer, wanted, after, size).Read();
}

}  // namespace recourse::invoicing
