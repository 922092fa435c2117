#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/engine/engine.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/shell.h"
#include "libs/seal/sealer.h"
#include "services/invoicing/api/later.h"
#include "services/invoicing/views/candidate_queries.h"
#include "services/invoicing/views/statement_queries.h"

namespace recourse::invoicing {

// A line as callers name it.
struct LineName {
  std::string issuer;  // "issuers/acme".
  std::string key;     // Of the statement.
  int number = 0;

  std::string ToString() const;
};
LineName ReadLineName(const std::string& name, rpc::Fields& fields);

// Runs `work` on one of gRPC's threads, once the views see all that had been released in `home`
// before this was called; or refuses, at `deadline`. It is told up to which sequence of the home's
// shard they see at least.
template <class Reply>
void WhenAppliedAt(engine::Commands& commands, const std::string& home,
                   std::chrono::steady_clock::time_point deadline, const Reply& reply,
                   std::function<void(std::uint64_t)> work) {
  const auto look = [](engine::Unit&) { return engine::Outcome(std::string()); };
  const auto wait = [&commands, deadline, reply,
                     work = std::move(work)](const engine::Result& result) {
    if (!result.outcome) return reply.Answer(result);
    const auto go_on = [reply, work, sequence = result.position.sequence](bool applied) {
      if (applied) return RunOnGrpcThread([work, sequence] { work(sequence); });
      reply.Refuse({Failure::Kind::kUnavailable,
                    "NOT_APPLIED_YET",
                    "What was recorded just now cannot be read yet: try again.",
                    {}});
    };
    commands.WaitApplied(result.position, WallClockAt(deadline), go_on);
  };
  commands.Read(home, look, wait);
}
template <class Reply>
void WhenApplied(engine::Commands& commands, const std::string& home,
                 std::chrono::steady_clock::time_point deadline, const Reply& reply,
                 std::function<void()> work) {
  WhenAppliedAt(commands, home, deadline, reply,
                [work = std::move(work)](std::uint64_t) { work(); });
}

// Looks up lines and what they may pay. Blocks as the sealer does. Thread safe.
class LineLookup {
 public:
  LineLookup(const engine::ViewReader& rows, const seal::Sealer& sealer)
      : sealer_(sealer), statements_(rows), candidates_(rows) {}

  std::optional<FoundLine> Find(const LineName& name) const {
    return statements_.GetLine(name.issuer, name.key, name.number);
  }
  // The best first. Without what is personal where that was erased.
  Expected<std::vector<LineMatch>, Failure> ProposalsFor(const std::string& issuer,
                                                         const FoundLine& line) const;
  // The day on which its money came; nothing for what is no payment.
  std::optional<Date> DayOf(const std::string& issuer, const FoundLine& line) const;
  const StatementQueries& statements() const { return statements_; }

 private:
  const seal::Sealer& sealer_;
  const StatementQueries statements_;
  const CandidateQueries candidates_;
};

}  // namespace recourse::invoicing
