#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "services/invoicing/domain/closed_periods.h"
#include "services/invoicing/domain/movement.h"

namespace recourse::invoicing {

// What one kind of movement did to debts within the range: both are not negative.
struct Flow {
  std::int64_t increase = 0;  // More is owed: invoices, and what was taken back of payments.
  std::int64_t decrease = 0;  // Less is owed: payments, and invoices in the customer's favour.

  bool operator==(const Flow&) const = default;
};

// How what is owed in one currency came from its opening to its closing balance, in minor units:
//   closing = opening + the sum of (increase - decrease) over all kinds
//   unapplied_closing = unapplied_opening + received - returned
//                       - the sum of (decrease - increase) over the kinds that move money
struct RollForwardLine {
  Currency currency;
  std::int64_t opening = 0;                  // Open on invoices and charges before the first day.
  std::array<Flow, kMovementKinds> flows{};  // By MovementKind; of money, what cleared something.
  std::int64_t closing = 0;
  std::int64_t unapplied_opening = 0;
  std::int64_t received = 0;  // Money that came, from other currencies as well.
  std::int64_t returned = 0;  // Money that left again: bounced, refunded, converted.
  std::int64_t unapplied_closing = 0;

  bool operator==(const RollForwardLine&) const = default;
};

// The roll-forward of many accounts of one issuer, over a range of days by posting date. The
// closing of one range is the opening of the next.
class RollForward {
 public:
  // Both days count. `periods` outlives this.
  RollForward(Date from, Date through, const ClosedPeriods& periods)
      : from_(from), through_(through), periods_(periods) {}

  void Add(const LedgerEvent& event, Instant recorded_at);
  // By currency code; only those that anything was ever posted in. Ends the process if they do not
  // add up: that is our own bug.
  std::vector<RollForwardLine> Lines() const;

 private:
  RollForwardLine& LineOf(Currency currency);

  const Date from_;
  const Date through_;
  const ClosedPeriods& periods_;
  std::map<Currency, RollForwardLine> lines_;
};

}  // namespace recourse::invoicing
