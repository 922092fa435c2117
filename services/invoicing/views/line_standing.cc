#include "services/invoicing/views/line_standing.h"

#include <algorithm>

#include "libs/base/check.h"
#include "libs/wire/convert.h"

namespace recourse::invoicing {
namespace {

using views::v1::LineChange;

Money AmountOf(const google::type::Money& message) {
  const auto amount = wire::SumFromWire(message);
  CHECK(amount);
  return *amount;
}

// Confirms a part, or the whole as part 0.
template <class Confirmed>
void Promise(const Confirmed& confirmed, int number, LineStanding& standing) {
  v1::LinePart part;
  *part.mutable_match() = confirmed.match();
  *part.mutable_amount() = confirmed.amount();
  part.set_payment(confirmed.match().account() + "/payments/" + confirmed.payment_id());
  part.set_state(v1::LINE_STATE_CONFIRMED);
  standing.parts.push_back(std::move(part));
  standing.part_numbers.push_back(number);
  standing.reason.clear();
}

void Record(const std::string& payment, LineStanding& standing) {
  for (v1::LinePart& part : standing.parts) {
    if (part.payment() == payment) part.set_state(v1::LINE_STATE_RECORDED);
  }
}

template <class Goes>
void Drop(const Goes& goes, LineStanding& standing) {
  for (std::size_t i = standing.parts.size(); i-- > 0;) {
    if (!goes(standing.parts[i], standing.part_numbers[i])) continue;
    standing.parts.erase(standing.parts.begin() + static_cast<std::ptrdiff_t>(i));
    standing.part_numbers.erase(standing.part_numbers.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

// The account did not take it.
void Refuse(int number, const std::string& reason, LineStanding& standing) {
  const auto goes = [number](const v1::LinePart& part, int of) {
    return of == number && part.state() == v1::LINE_STATE_CONFIRMED;
  };
  Drop(goes, standing);
  standing.reason = reason;
}

void Reopen(const v1::LineReopened& reopened, LineStanding& standing) {
  const auto goes = [&](const v1::LinePart& part, int) {
    return part.payment() == reopened.payment() ||
           std::find(reopened.payments().begin(), reopened.payments().end(), part.payment()) !=
               reopened.payments().end();
  };
  Drop(goes, standing);
  standing.reason = reopened.reason();
  ++standing.reopened;
}

void Enter(const LineChange& change, LineStanding& standing) {
  switch (change.what_case()) {
    case LineChange::kConfirmed:
      return Promise(change.confirmed(), 0, standing);
    case LineChange::kRecorded:
      return Record(change.recorded().payment(), standing);
    case LineChange::kRefused:
      return Refuse(0, change.refused().reason(), standing);
    case LineChange::kIgnored:
      standing.reason = change.ignored().reason();
      return;
    case LineChange::kReopened:
      return Reopen(change.reopened(), standing);
    case LineChange::kPartConfirmed:
      return Promise(change.part_confirmed(), change.part_confirmed().part(), standing);
    case LineChange::kPartRecorded:
      return Record(change.part_recorded().payment(), standing);
    case LineChange::kPartRefused:
      return Refuse(change.part_refused().part(), change.part_refused().reason(), standing);
    case LineChange::WHAT_NOT_SET:
      return;
  }
}

}  // namespace

LineStanding StandingOf(const views::v1::LineRow& row, std::uint64_t through) {
  LineStanding standing;
  standing.waiting = AmountOf(row.line().amount());
  standing.state = v1::LINE_STATE_NOT_A_PAYMENT;
  if (row.line().kind() != v1::LINE_KIND_CREDIT) return standing;
  bool is_ignored = false;
  for (const LineChange& change : row.changes()) {
    if (change.sequence() > through) break;
    Enter(change, standing);
    is_ignored = change.has_ignored();
  }
  bool is_promised = false;
  for (const v1::LinePart& part : standing.parts) {
    if (part.state() == v1::LINE_STATE_RECORDED) {
      standing.waiting = standing.waiting - AmountOf(part.amount());
    } else {
      is_promised = true;
    }
  }
  if (is_ignored) {
    standing.state = v1::LINE_STATE_IGNORED;
  } else if (is_promised) {
    standing.state = v1::LINE_STATE_CONFIRMED;
  } else {
    standing.state =
        standing.waiting.minor_units == 0 ? v1::LINE_STATE_RECORDED : v1::LINE_STATE_WAITING;
  }
  return standing;
}

}  // namespace recourse::invoicing
