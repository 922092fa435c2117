#include "services/invoicing/domain/statement.h"

#include "libs/base/overloaded.h"

namespace recourse::invoicing {
namespace {

void Apply(const StatementBegun& begun, Statement& statement) {
  statement = Statement();
  statement.status = Statement::Status::kBegun;
  statement.content = begun.content;
}

void Apply(const StatementLinesAdded& added, Statement& statement) {
  for (const StatementLine& line : added.lines) {
    ++statement.lines;
    statement.entries = line.entry;
    if (line.kind != LineKind::kNotBooked) {
      statement.booked[line.amount.currency] += line.amount.minor_units;
    }
    const auto day = EffectiveDay(line, statement.content);
    if (line.kind != LineKind::kCredit || !day) continue;
    statement.waiting.emplace(statement.lines,
                              WaitingLine{line.amount, *day, line.payer, std::nullopt, "", ""});
  }
}

void Apply(const StatementLoaded&, Statement& statement) {
  statement.status = Statement::Status::kLoaded;
  statement.content = {};
  statement.entries = 0;
  statement.booked.clear();
}

void Apply(const LineConfirmed& confirmed, Statement& statement) {
  WaitingLine& waiting = statement.waiting[confirmed.line];
  waiting.confirmed = confirmed.match;
  waiting.payment_id = confirmed.payment_id;
  waiting.refused_because.clear();
}

void Apply(const LineRecorded& recorded, Statement& statement) {
  statement.waiting.erase(recorded.line);
}

void Apply(const LineRefused& refused, Statement& statement) {
  WaitingLine& waiting = statement.waiting[refused.line];
  waiting.confirmed.reset();
  waiting.payment_id.clear();
  waiting.refused_because = refused.reason;
}

void Apply(const LineIgnored& ignored, Statement& statement) {
  statement.waiting.erase(ignored.line);
}

void Apply(const LineReopened& reopened, Statement& statement) {
  statement.waiting[reopened.line] = {
      reopened.amount, reopened.effective, reopened.payer, std::nullopt, "", ""};
  ++statement.reopened[reopened.line];
}

}  // namespace

int Statement::TimesReopened(int line) const {
  const auto found = reopened.find(line);
  return found == reopened.end() ? 0 : found->second;
}

Decision<StatementEvent, StatementRule> StatementDecider::Decide(const Command& command,
                                                                 const Statement& statement,
                                                                 Instant now) {
  using invoicing::Decide;
  return std::visit(
      Overloaded{
          [&](const ConfirmLines& confirm) { return Decide(confirm, statement, now); },
          [&](const auto& other) { return Decide(other, statement); },
      },
      command);
}

Statement StatementDecider::Evolve(Statement statement, const Event& event) {
  std::visit([&](const auto& happened) { Apply(happened, statement); }, event);
  return statement;
}

}  // namespace recourse::invoicing
