#include "services/invoicing/domain/roll_forward.h"

#include <cstdlib>
#include <tuple>

#include "libs/base/check.h"

namespace recourse::invoicing {
namespace {

void AddTo(std::int64_t& sum, std::int64_t minor_units) {
  CHECK(!__builtin_add_overflow(sum, minor_units, &sum));
}

void AddTo(Flow& flow, std::int64_t minor_units) {
  AddTo(minor_units > 0 ? flow.increase : flow.decrease, std::abs(minor_units));
}

// What money that clears nothing yet is set against: the one kind of money of the event; what was
// paid before, where none moves.
std::size_t MoneyAt(const std::vector<Posting>& postings) {
  for (const Posting& posting : postings) {
    const auto kind = KindOf(posting.account);
    if (kind && MovesMoney(*kind)) return static_cast<std::size_t>(*kind);
  }
  return static_cast<std::size_t>(MovementKind::kPaid);
}

}  // namespace

void RollForward::Add(const LedgerEvent& event, Instant recorded_at) {
  struct Change {
    std::array<std::int64_t, kMovementKinds> debts{};
    std::int64_t money = 0;
  };
  std::map<std::pair<Currency, bool>, Change> changes;  // Whether before the range.
  const std::vector<Posting> postings = Postings(event);
  const std::size_t money_at = MoneyAt(postings);
  for (const Posting& posting : postings) {
    const Date day = periods_.PostingDay(posting.effective, recorded_at);
    if (day > through_) continue;
    const bool is_before = day < from_;
    const std::int64_t minor_units = posting.amount.minor_units;
    RollForwardLine& line = LineOf(posting.amount.currency);
    Change& change = changes[{posting.amount.currency, is_before}];
    if (IsDebt(posting.account)) {
      AddTo(line.closing, minor_units);
      if (is_before) AddTo(line.opening, minor_units);
    } else if (const auto kind = KindOf(posting.account)) {
      AddTo(change.debts[static_cast<std::size_t>(*kind)], -minor_units);
      if (MovesMoney(*kind)) AddTo(change.money, minor_units);
    } else {
      AddTo(line.unapplied_closing, -minor_units);
      if (is_before) AddTo(line.unapplied_opening, -minor_units);
      AddTo(change.debts[money_at], -minor_units);  // Money that clears nothing yet.
    }
  }
  for (const auto& [where, change] : changes) {
    if (where.second) continue;
    RollForwardLine& line = LineOf(where.first);
    for (std::size_t i = 0; i < kMovementKinds; ++i) AddTo(line.flows[i], change.debts[i]);
    AddTo(change.money > 0 ? line.received : line.returned, std::abs(change.money));
  }
}

std::vector<RollForwardLine> RollForward::Lines() const {
  std::vector<RollForwardLine> lines;
  for (const auto& [currency, line] : lines_) {
    std::int64_t sum = line.opening;
    for (const Flow& flow : line.flows) {
      AddTo(sum, flow.increase);
      AddTo(sum, -flow.decrease);
    }
    CHECK(sum == line.closing);
    std::int64_t unapplied = line.unapplied_opening;
    AddTo(unapplied, line.received);
    AddTo(unapplied, -line.returned);
    for (std::size_t i = 0; i < kMovementKinds; ++i) {
      if (!MovesMoney(static_cast<MovementKind>(i))) continue;
      AddTo(unapplied, line.flows[i].increase);
      AddTo(unapplied, -line.flows[i].decrease);
    }
    CHECK(unapplied == line.unapplied_closing);
    lines.push_back(line);
  }
  return lines;
}

RollForwardLine& RollForward::LineOf(Currency currency) {
  RollForwardLine& line = lines_[currency];
  line.currency = currency;
  return line;
}

}  // namespace recourse::invoicing
