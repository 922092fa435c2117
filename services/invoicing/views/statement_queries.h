#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/engine/view.h"
#include "recourse/invoicing/v1/bank_statement_service.pb.h"
#include "recourse/invoicing/views/v1/statement_rows.pb.h"
#include "services/invoicing/domain/matching.h"

namespace recourse::invoicing {

// A line of a complete statement: where it stands, and its row.
struct FoundLine {
  std::string key;  // Of the statement.
  int number = 0;
  views::v1::LineRow row;
};

// The questions that the statements view answers. Sees as far as the view has been applied. Thread
// safe.
class StatementQueries {
 public:
  // Rows read for one page of lines at most: with a state other than waiting it may come back
  // short.
  static constexpr std::size_t kRowsPerPageMax = 10'000;

  explicit StatementQueries(const engine::ViewReader& rows) : rows_(rows) {}

  // Nothing unless all of it is there. `issuer` is "issuers/acme".
  std::optional<v1::Statement> GetStatement(const std::string& issuer,
                                            const std::string& key) const;
  // Complete ones, in the order of their keys, behind the key `after`. The page token is the last
  // one's key.
  v1::ListStatementsResponse ListStatements(const std::string& issuer, const std::string& after,
                                            std::size_t size) const;

  std::optional<FoundLine> GetLine(const std::string& issuer, const std::string& key,
                                   int number) const;

  struct LineFilter {
    std::string key;                                   // Of one statement; empty: of all.
    v1::LineState state = v1::LINE_STATE_UNSPECIFIED;  // Unspecified: of any.
  };
  struct LinePage {
    std::vector<FoundLine> lines;
    std::string after;  // Where it goes on; empty: there are no more.
  };
  // What a list of lines goes on from, behind a line.
  static std::string Cursor(const std::string& key, int line);
  // By statement and number, behind what was a page's `after`. Those that wait are found without
  // looking at others.
  LinePage ListLines(const std::string& issuer, const LineFilter& filter, const std::string& after,
                     std::size_t size) const;

  // The accounts that the payer has paid for, the most often first; at most 10.
  std::vector<KnownPayer> AccountsOf(const std::string& issuer, const std::string& payer) const;

 private:
  std::uint32_t ShardOf(const std::string& issuer) const;
  std::optional<views::v1::StatementRow> GetRow(const std::string& issuer,
                                                const std::string& key) const;

  const engine::ViewReader& rows_;
};

}  // namespace recourse::invoicing
