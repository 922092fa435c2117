#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "libs/wire/view_log.h"
#include "services/invoicing/codec/statement_codec.h"
#include "services/invoicing/domain/statement_kit.h"
#include "services/invoicing/views/statement_queries.h"
#include "services/invoicing/views/statements_view.h"

namespace recourse::invoicing {

inline const std::string kIssuer = "issuers/acme";

// Statements of one issuer, fed to the view as their deciders tell them; and a reader of what the
// view then has.
class StatementsViewRig : public testing::Test, public engine::ViewReader {
 protected:
  void Happens(const StatementCommand& command, const std::string& key = kKey) {
    auto& history = histories_[key];
    const std::size_t before = history.size();
    history = Then(std::move(history), command);
    for (std::size_t i = before; i < history.size(); ++i) {
      log_.Happens<StatementAggregate>(kIssuer, StatementAggregate::Stream(key), history[i]);
      ++sequence_;
    }
  }

  std::uint32_t shards() const override { return 1; }
  std::optional<std::string> Get(std::string_view, std::uint32_t,
                                 std::string_view key) const override {
    const auto found = log_.rows().find(key);
    return found == log_.rows().end() ? std::nullopt : std::optional(found->second);
  }
  std::vector<Row> Scan(std::string_view, std::uint32_t, std::string_view prefix,
                        std::string_view after, std::size_t limit) const override {
    std::vector<Row> found;
    const auto& rows = log_.rows();
    auto at = after < prefix ? rows.lower_bound(prefix) : rows.upper_bound(after);
    for (; at != rows.end() && at->first.starts_with(prefix) && found.size() < limit; ++at) {
      found.emplace_back(*at);
    }
    return found;
  }

  std::vector<int> Numbers(const StatementQueries::LinesWanted& wanted) const {
    std::vector<int> numbers;
    for (const FoundLine& line : queries_.ListLines(kIssuer, wanted, "", 100).lines) {
      numbers.push_back(line.number);
    }
    return numbers;
  }
  std::vector<int> Numbers(v1::LineState state) const {
    StatementQueries::LinesWanted wanted;
    wanted.state = state;
    return Numbers(wanted);
  }
  LineStanding Standing(int line) const {
    return queries_.GetLine(kIssuer, kKey, line).value().standing;
  }
  std::size_t Statements() const {
    return queries_.ListStatements(kIssuer, {}, "", 10).statements.size();
  }

  std::uint64_t sequence_ = 0;  // Of the last event.
  wire::ViewLog<StatementsView> log_;
  const StatementQueries queries_{*this};

 private:
  std::map<std::string, std::vector<StatementEvent>> histories_;
};

using Numbered = std::vector<int>;

}  // namespace recourse::invoicing
