#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/engine/view.h"
#include "recourse/invoicing/v1/bank_statement_service.pb.h"
#include "recourse/invoicing/views/v1/statement_rows.pb.h"
#include "services/invoicing/domain/matching.h"
#include "services/invoicing/views/line_standing.h"

namespace recourse::invoicing {

// A line of a complete statement: where it stands, its row, and what has become of it.
struct FoundLine {
  std::string key;  // Of the statement.
  int number = 0;
  views::v1::LineRow row;
  LineStanding standing;
};

// The questions that the statements view answers. Sees as far as the view has been applied; a list
// is as of a sequence of the issuer's shard (`through`), which must have been applied, so that its
// pages fit together while more is recorded. Thread safe.
class StatementQueries {
 public:
  // Rows read for one page of lines at most: in the order of names it may come back short.
  static constexpr std::size_t kRowsPerPageMax = 10'000;
  // Rows read for a page in another order at most.
  static constexpr std::size_t kRowsOrderedMax = 1'000'000;
  static constexpr std::uint64_t kNow = std::numeric_limits<std::uint64_t>::max();

  explicit StatementQueries(const engine::ViewReader& rows) : rows_(rows) {}

  // Nothing unless all of it is there. `issuer` is "issuers/acme".
  std::optional<v1::Statement> GetStatement(const std::string& issuer, const std::string& key,
                                            std::uint64_t through = kNow) const;

  struct StatementsWanted {
    v1::StatementFilter filter{};
    v1::StatementOrder order{};
    std::uint64_t through = kNow;
  };
  struct StatementPage {
    std::vector<v1::Statement> statements;
    std::string after;  // Where it goes on; empty: there are no more.
  };
  // Complete ones that fit, behind what was a page's `after`. Looks at all of the issuer's.
  StatementPage ListStatements(const std::string& issuer, const StatementsWanted& wanted,
                               const std::string& after, std::size_t size) const;

  std::optional<FoundLine> GetLine(const std::string& issuer, const std::string& key,
                                   int number) const;

  struct LinesWanted {
    std::string key{};      // Of one statement; empty: of all.
    v1::LineState state{};  // Unspecified: of any.
    v1::LineFilter filter{};
    v1::LineOrder order{};
    std::uint64_t through = kNow;
  };
  struct LinePage {
    std::vector<FoundLine> lines;
    std::string after;      // Where it goes on; empty: there are no more.
    bool too_many = false;  // To be brought into the order: there are no lines then.
  };
  // What a list of lines by name goes on from, behind a line.
  static std::string Cursor(const std::string& key, int line);
  // The same in any order.
  static std::string PlaceOf(const FoundLine& line, const v1::LineOrder& order);
  // Those that fit, behind what was a page's `after`. Those that wait are found without looking at
  // others, but for those that left the queue since `through`.
  LinePage ListLines(const std::string& issuer, const LinesWanted& wanted, const std::string& after,
                     std::size_t size) const;

  // The accounts that the payer has paid for, the most often first; at most 10.
  std::vector<KnownPayer> AccountsOf(const std::string& issuer, const std::string& payer) const;

 private:
  friend class LineList;

  std::uint32_t ShardOf(const std::string& issuer) const;
  std::optional<views::v1::StatementRow> GetRow(const std::string& issuer, const std::string& key,
                                                std::uint64_t through = kNow) const;
  v1::Statement ToStatement(const std::string& issuer, const std::string& key,
                            const views::v1::StatementRow& row, std::uint64_t through) const;
  // Says in `statement` whether it goes on where the one before it ended.
  void SetContinuity(const std::string& issuer, const std::string& key, std::uint64_t through,
                     v1::Statement& statement) const;

  const engine::ViewReader& rows_;
};

}  // namespace recourse::invoicing
