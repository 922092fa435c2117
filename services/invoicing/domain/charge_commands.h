#pragma once

#include <optional>
#include <string>
#include <variant>

#include "libs/calendar/rate_table.h"
#include "services/invoicing/domain/charge_parts.h"
#include "services/invoicing/domain/compensation.h"
#include "services/invoicing/domain/control.h"
#include "services/invoicing/domain/interest_terms.h"

namespace recourse::invoicing {

// Once, of the open principal.
struct PercentageOfOpen {
  std::int64_t millionths = 0;  // 5 % is 50'000.
  bool operator==(const PercentageOfOpen&) const = default;
};

struct AssessCharge {
  std::string charge_id;
  std::string invoice_id;
  ChargeKind kind{};
  std::variant<Money, PercentageOfOpen, CompensationTariff> amount;
  Date effective;
  Entitlement entitlement;
};
// The first time, and again with a later `through` to add days. The other fields stay as they were,
// but that the table may have a newer version.
struct AssessInterest {
  std::string charge_id;
  std::string invoice_id;
  ChargeKind kind{};
  Entitlement entitlement;
  InterestTerms terms;
  std::optional<calendar::RateTable> table;  // That the terms name, if they name one.
  Date from;                                 // The first day that bears interest.
  Date through;
};
struct WaiveCharge {
  std::string waiver_id;
  std::string charge_id;
  Money amount;
  Date effective;
  std::string reason;
  Control control{};
  bool operator==(const WaiveCharge&) const = default;
};
struct ReverseWaiver {
  std::string waiver_id;
  Date effective;
  std::string reason;
  bool operator==(const ReverseWaiver&) const = default;
};
// It was never to be charged: all of it is taken back, and what was paid of it with it.
struct ReverseCharge {
  std::string charge_id;
  Date effective;
  std::string reason;
  Control control{};  // Held against the limit of waivers.
};

}  // namespace recourse::invoicing
