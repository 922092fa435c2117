#include <set>

#include "services/invoicing/domain/ledger_limits.h"
#include "services/invoicing/domain/statement_rules.h"

namespace recourse::invoicing {
namespace {

using enum StatementRule;

// Each on its own; how they come to the line is looked at afterwards.
BrokenStatementRule BrokenByShares(const std::vector<LineShare>& shares, Currency currency) {
  if (shares.size() > kPartsMax) {
    return Refuse(kTooManyParts, {{"parts", std::to_string(shares.size())}});
  }
  std::set<std::string> accounts;
  for (const LineShare& share : shares) {
    if (share.amount.minor_units <= 0) {
      return Refuse(kPartNotPositive,
                    {{"account", share.match.account}, {"amount", ToString(share.amount)}});
    }
    if (share.amount.currency != currency) {
      return Refuse(kCurrencyDiffers, {{"amount", ToString(share.amount)}});
    }
    if (!accounts.insert(share.match.account).second) {
      return Refuse(kAccountTwice, {{"account", share.match.account}});
    }
    if (auto broken = BrokenByDesignations(share.match.designations, share.amount)) return broken;
  }
  return std::nullopt;
}

// What it is thought to pay may have changed since; what was said of it has not.
bool IsSame(const std::vector<LineShare>& asked, const std::vector<LineShare>& known) {
  if (asked.size() != known.size()) return false;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (asked[i].amount != known[i].amount || asked[i].match.account != known[i].match.account ||
        asked[i].match.designations != known[i].match.designations) {
      return false;
    }
  }
  return true;
}

}  // namespace

StatementDecision Decide(const SplitLine& command, const Statement& statement, Instant now) {
  const std::string number = std::to_string(command.line);
  if (auto broken = BrokenByLine(command.line, statement)) return *std::move(broken);
  const auto found = statement.waiting.find(command.line);
  if (found == statement.waiting.end()) return Refuse(kLineNotWaiting, {{"line", number}});
  const WaitingLine& waiting = found->second;
  const auto promised = statement.promised.find(command.line);
  if (promised != statement.promised.end()) {
    if (IsSame(command.shares, promised->second.shares)) return StatementEvents{};
    return RefuseAsPromised(command.line, promised->second);
  }
  if (auto broken = BrokenByShares(command.shares, waiting.amount.currency)) {
    return *std::move(broken);
  }
  Money sum{0, waiting.amount.currency};
  for (const LineShare& share : command.shares) {
    if (share.amount.minor_units > waiting.amount.minor_units - sum.minor_units) {
      sum = sum + share.amount;
      break;  // It is too much already; adding up more could overflow.
    }
    sum = sum + share.amount;
  }
  if (sum != waiting.amount) {
    return Refuse(kPartsNotTheAmount,
                  {{"parts", ToString(sum)}, {"amount", ToString(waiting.amount)}});
  }
  if (waiting.effective > LatestDay(now)) {
    return Refuse(kDateInFuture, {{"effective_date", ToString(waiting.effective)}});
  }
  const auto made = statement.parts_made.find(command.line);
  int part = made == statement.parts_made.end() ? 0 : made->second;
  const int reopened = statement.TimesReopened(command.line);
  StatementEvents events;
  for (const LineShare& share : command.shares) {
    ++part;
    events.emplace_back(LinePartConfirmed{
        command.line, part, share.match, PartPaymentIdOf(command.key, command.line, part, reopened),
        share.amount, waiting.effective, command.payer});
  }
  return events;
}

StatementDecision Decide(const SettlePart& command, const Statement& statement) {
  const auto promised = statement.promised.find(command.line);
  if (promised == statement.promised.end()) return StatementEvents{};
  const auto found = promised->second.parts.find(command.part);
  // Answered already, or of an earlier confirmation.
  if (found == promised->second.parts.end() || found->second.payment_id != command.payment_id) {
    return StatementEvents{};
  }
  if (command.refused_because) {
    return StatementEvents{LinePartRefused{command.line, command.part, *command.refused_because}};
  }
  return StatementEvents{LinePartRecorded{command.line, command.part,
                                          found->second.account + "/payments/" + command.payment_id,
                                          promised->second.payer}};
}

}  // namespace recourse::invoicing
