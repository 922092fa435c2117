#include <fmt/format.h>

#include <set>

#include "services/invoicing/domain/ledger_limits.h"
#include "services/invoicing/domain/statement_rules.h"

namespace recourse::invoicing {
namespace {

using enum StatementRule;

// Of 64 hexadecimal digits: 160 bits, so that an id has at most 64 characters.
constexpr std::size_t kKeyDigits = 40;

Failure::Values Named(int line) { return {{"line", std::to_string(line)}}; }

bool IsSame(const LineMatch& asked, const LineMatch& known) {
  return asked.account == known.account && asked.designations == known.designations;
}

}  // namespace

BrokenStatementRule BrokenByLine(int line, const Statement& statement) {
  if (statement.status != Statement::Status::kLoaded) return Refuse(kStatementNotComplete);
  if (line < 1 || line > statement.lines) return Refuse(kUnknownLine, Named(line));
  return std::nullopt;
}

Unexpected<Refusal<StatementRule>> RefuseAsPromised(int line, const PromisedLine& promised) {
  return Refuse(kConfirmedOtherwise,
                {{"line", std::to_string(line)}, {"account", promised.account()}});
}

BrokenStatementRule BrokenByDesignations(const std::vector<PaymentDesignation>& designations,
                                         const Money& paid) {
  if (designations.size() > kDesignationsMax) {
    return Refuse(kTooManyDesignations, {{"designations", std::to_string(designations.size())}});
  }
  std::set<std::pair<ItemKind, std::string>> items;
  Money sum{0, paid.currency};
  for (const PaymentDesignation& each : designations) {
    if (!items.emplace(each.kind, each.item_id).second) {
      return Refuse(kDesignatedTwice, {{"item", each.item_id}});
    }
    if (each.amount.currency != paid.currency) {
      return Refuse(kCurrencyDiffers, {{"amount", ToString(each.amount)}});
    }
    sum = sum + each.amount;
  }
  if (sum.minor_units > paid.minor_units) {
    return Refuse(kDesignatedMoreThanPaid,
                  {{"designated", ToString(sum)}, {"amount", ToString(paid)}});
  }
  return std::nullopt;
}

std::string PaymentIdOf(std::string_view key, int line, int reopened) {
  const std::string id = fmt::format("{}.{}", key.substr(0, kKeyDigits), line);
  return reopened == 0 ? id : fmt::format("{}.{}", id, reopened);
}

std::string PartPaymentIdOf(std::string_view key, int line, int part, int reopened) {
  const std::string id = fmt::format("{}.{}-{}", key.substr(0, kKeyDigits), line, part);
  return reopened == 0 ? id : fmt::format("{}.{}", id, reopened);
}

StatementDecision Decide(const ConfirmLines& command, const Statement& statement, Instant now) {
  StatementEvents events;
  std::set<int> seen;
  for (const auto& [line, match, payer] : command.confirmations) {
    if (auto broken = BrokenByLine(line, statement)) return *std::move(broken);
    const auto found = statement.waiting.find(line);
    if (found == statement.waiting.end()) {
      if (match.automatic) continue;
      return Refuse(kLineNotWaiting, Named(line));
    }
    const WaitingLine& waiting = found->second;
    if (const auto at = statement.promised.find(line); at != statement.promised.end()) {
      const PromisedLine& promised = at->second;
      if (match.automatic || (promised.whole && IsSame(match, *promised.whole))) continue;
      return RefuseAsPromised(line, promised);
    }
    if (auto broken = BrokenByDesignations(match.designations, waiting.amount)) {
      return *std::move(broken);
    }
    if (waiting.effective > LatestDay(now)) {
      if (match.automatic) continue;
      return Refuse(kDateInFuture, {{"effective_date", ToString(waiting.effective)}});
    }
    if (!seen.insert(line).second) continue;
    events.emplace_back(LineConfirmed{line, match,
                                      PaymentIdOf(command.key, line, statement.TimesReopened(line)),
                                      waiting.amount, waiting.effective, payer});
  }
  return events;
}

StatementDecision Decide(const SettleLine& command, const Statement& statement) {
  const auto found = statement.promised.find(command.line);
  // Settled already, or of an earlier confirmation.
  if (found == statement.promised.end() || !found->second.whole ||
      found->second.payment_id != command.payment_id) {
    return StatementEvents{};
  }
  if (command.refused_because) {
    return StatementEvents{LineRefused{command.line, *command.refused_because}};
  }
  const PromisedLine& promised = found->second;
  return StatementEvents{LineRecorded{
      command.line, promised.whole->account + "/payments/" + command.payment_id, promised.payer}};
}

StatementDecision Decide(const IgnoreLine& command, const Statement& statement) {
  if (auto broken = BrokenByLine(command.line, statement)) return *std::move(broken);
  if (!statement.waiting.contains(command.line)) {
    return Refuse(kLineNotWaiting, Named(command.line));
  }
  const auto promised = statement.promised.find(command.line);
  if (promised != statement.promised.end()) {
    return RefuseAsPromised(command.line, promised->second);
  }
  return StatementEvents{LineIgnored{command.line, command.reason}};
}

StatementDecision Decide(const ReopenLine& command, const Statement& statement) {
  if (auto broken = BrokenByLine(command.line, statement)) return *std::move(broken);
  if (statement.waiting.contains(command.line)) {
    const auto promised = statement.promised.find(command.line);
    if (promised == statement.promised.end()) return StatementEvents{};
    return RefuseAsPromised(command.line, promised->second);
  }
  if (!command.seen_settled || statement.TimesReopened(command.line) != command.seen_reopened) {
    return Refuse(kLineChanged, Named(command.line));
  }
  return StatementEvents{LineReopened{command.line, command.reason, command.amount,
                                      command.effective, command.payer, command.payment,
                                      command.payments}};
}

}  // namespace recourse::invoicing
