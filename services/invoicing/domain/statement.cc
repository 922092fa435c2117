#include "services/invoicing/domain/statement.h"

#include "libs/base/overloaded.h"

namespace recourse::invoicing {
namespace {

// Nothing of it waits any more.
void Settle(int line, Statement& statement) {
  statement.waiting.erase(line);
  statement.promised.erase(line);
  statement.refused.erase(line);
  statement.parts_made.erase(line);
}

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
    statement.waiting.emplace(statement.lines, WaitingLine{line.amount, *day});
  }
}

void Apply(const StatementLoaded&, Statement& statement) {
  statement.status = Statement::Status::kLoaded;
  statement.content = {};
  statement.entries = 0;
  statement.booked.clear();
}

void Apply(const LineConfirmed& confirmed, Statement& statement) {
  statement.promised[confirmed.line] = {
      confirmed.payer, confirmed.match, confirmed.payment_id, {}, {}};
  statement.refused.erase(confirmed.line);
}

void Apply(const LineRecorded& recorded, Statement& statement) { Settle(recorded.line, statement); }

void Apply(const LineRefused& refused, Statement& statement) {
  statement.promised.erase(refused.line);
  statement.refused[refused.line] = refused.reason;
}

void Apply(const LineIgnored& ignored, Statement& statement) { Settle(ignored.line, statement); }

void Apply(const LineReopened& reopened, Statement& statement) {
  statement.waiting[reopened.line] = {reopened.amount, reopened.effective};
  ++statement.reopened[reopened.line];
}

}  // namespace

const std::string& PromisedLine::account() const {
  return whole ? whole->account : parts.begin()->second.account;
}

void Apply(const LinePartConfirmed& confirmed, Statement& statement) {
  PromisedLine& promised = statement.promised[confirmed.line];
  promised.payer = confirmed.payer;
  promised.shares.push_back({confirmed.match, confirmed.amount});
  promised.parts[confirmed.part] = {confirmed.match.account, confirmed.payment_id,
                                    confirmed.amount};
  statement.parts_made[confirmed.line] = confirmed.part;
  statement.refused.erase(confirmed.line);
}

void Apply(const LinePartRecorded& recorded, Statement& statement) {
  PromisedLine& promised = statement.promised.at(recorded.line);
  WaitingLine& waiting = statement.waiting.at(recorded.line);
  waiting.amount = waiting.amount - promised.parts.at(recorded.part).amount;
  promised.parts.erase(recorded.part);
  if (waiting.amount.minor_units == 0) {
    Settle(recorded.line, statement);
  } else if (promised.parts.empty()) {
    statement.promised.erase(recorded.line);
  }
}

void Apply(const LinePartRefused& refused, Statement& statement) {
  PromisedLine& promised = statement.promised.at(refused.line);
  promised.parts.erase(refused.part);
  if (promised.parts.empty()) statement.promised.erase(refused.line);
  statement.refused[refused.line] = refused.reason;
}

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
          [&](const SplitLine& split) { return Decide(split, statement, now); },
          [&](const auto& other) { return Decide(other, statement); },
      },
      command);
}

Statement StatementDecider::Evolve(Statement statement, const Event& event) {
  std::visit([&](const auto& happened) { Apply(happened, statement); }, event);
  return statement;
}

}  // namespace recourse::invoicing
