#pragma once

#include <string>
#include <vector>

#include "libs/decider/given.h"
#include "services/invoicing/domain/ledger_kit.h"
#include "services/invoicing/domain/statement.h"

// Words that the tests of bank statements are written in.
namespace recourse::invoicing {

class GivenStatement : public GivenHistory<StatementDecider> {
 public:
  explicit GivenStatement(const std::vector<StatementEvent>& history) : GivenHistory(history) {
    At(kEndOf2012);
  }
};

inline const std::string kKey(64, 'a');

// A line of money that came in, or went out.
inline StatementLine Line(int entry, Money amount, int day = 10) {
  StatementLine line;
  line.entry = entry;
  line.amount = amount;
  line.kind = amount.minor_units > 0 ? LineKind::kCredit : LineKind::kDebit;
  line.booking = Day(day);
  line.payer = "payer";
  return line;
}

// A statement from 100.00 EUR to what `lines` lead to; each is an entry of its own.
inline StatementContent Announcing(const std::vector<StatementLine>& lines) {
  StatementContent content;
  content.kind = StatementKind::kStatement;
  content.format = "MT940";
  content.iban = "DE02120300000000202051";
  content.currency = Eur(0).currency;
  content.opening = StatedBalance{Eur(100'00), Day(9)};
  Money sum = Eur(0);
  for (const StatementLine& line : lines) {
    content.entries = line.entry;
    if (line.kind != LineKind::kNotBooked) sum = sum + line.amount;
  }
  content.closing = StatedBalance{Eur(100'00) + sum, Day(11)};
  if (sum.minor_units != 0) content.booked = {sum};
  return content;
}

// All of a statement at once.
inline LoadLines Whole(const std::vector<StatementLine>& lines) {
  return {Announcing(lines), 1, lines, true};
}

inline std::vector<StatementEvent> Then(std::vector<StatementEvent> history,
                                        const StatementCommand& command) {
  auto decision = StatementDecider::Decide(command, Replay<StatementDecider>(history), kEndOf2012);
  CHECK(decision);
  for (StatementEvent& event : *decision) history.push_back(std::move(event));
  return history;
}
inline std::vector<StatementEvent> Loaded(const std::vector<StatementLine>& lines) {
  return Then({}, Whole(lines));
}

inline LineMatch To(const std::string& account, std::vector<PaymentDesignation> designations = {}) {
  return {account, std::move(designations), 0, {{MatchReasonKind::kChosen, 0, ""}}};
}
inline ConfirmLines Confirm(int line, const LineMatch& match) {
  return {kKey, {{line, match, "payer"}}};
}

}  // namespace recourse::invoicing
