#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libs/calendar/rate_table.h"
#include "services/invoicing/domain/charge_parts.h"
#include "services/invoicing/domain/control.h"
#include "services/invoicing/domain/interest_terms.h"

// Events of the ledger that charges have. Kept for ever: add new ones, never change these.
namespace recourse::invoicing {

// An amount is owed beside the invoice, from `effective` on.
struct ChargeAssessed {
  std::string charge_id;
  std::string invoice_id;
  ChargeKind kind{};
  Money amount;
  Date effective;
  Entitlement entitlement;
  std::optional<ChargeBasis> basis;  // Of a percentage or a compensation.
  std::vector<ChargeBalance> charge_balances;
  bool operator==(const ChargeAssessed&) const = default;
};

// Interest on an invoice comes to `total` for the days from `from` through `through`: said when it
// is assessed, when more days are, and when what it was computed from has changed.
struct InterestAssessed {
  std::string charge_id;
  std::string invoice_id;
  ChargeKind kind{};
  Entitlement entitlement;
  InterestTerms terms;
  std::optional<calendar::RateTable> table;  // That the terms name, as it was then.
  Date from;
  Date through;
  std::vector<ChargeSegment> segments;  // All of them; their amounts add up to `total`.
  Money total;
  Money change;            // Of the total, by this event.
  bool corrected = false;  // No more days, but another base or disputed amount.
  // Where the total fell below what was cleared: what is no longer waived, from its day on, and
  // what payments get back as unapplied cash.
  Money unwaived;
  Date unwaived_on;
  std::vector<ChargePayment> released;
  std::vector<ChargeBalance> charge_balances;
  bool operator==(const InterestAssessed&) const = default;
};

// It is not asked for any more.
struct ChargeWaived {
  std::string waiver_id;
  std::string charge_id;
  Money amount;
  Date effective;
  std::string reason;
  std::vector<ChargeBalance> charge_balances;
  Control control{};
  bool operator==(const ChargeWaived&) const = default;
};

// It is asked for again, as far as it is still charged.
struct WaiverReversed {
  std::string waiver_id;
  std::string charge_id;
  Money amount;
  Date effective;
  std::string reason;
  std::vector<ChargeBalance> charge_balances;
  bool operator==(const WaiverReversed&) const = default;
};
// It was never to be charged: it comes to nothing, and stays so.
struct ChargeReversed {
  std::string charge_id;
  std::string invoice_id;
  Money amount;  // What it came to.
  Date effective;
  std::string reason;
  Money unwaived;                       // Of which so much was not asked for,
  std::vector<ChargePayment> released;  // and this paid, which is unapplied cash again.
  std::vector<ChargeBalance> charge_balances;
  Control control{};
  bool operator==(const ChargeReversed&) const = default;
};

}  // namespace recourse::invoicing
