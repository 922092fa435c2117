#pragma once

#include <string>

#include "services/invoicing/domain/statement_parts.h"

namespace recourse::invoicing {

// Events are kept for ever: add new ones, never change these.

// A promise to record a payment of a part of the line with its account. All parts of a line are
// promised at once, one event each.
struct LinePartConfirmed {
  int line = 0;
  int part = 0;  // From 1; goes on after a refusal.
  LineMatch match;
  std::string payment_id;
  Money amount;  // Of the part.
  Date effective;
  std::string payer;
  bool operator==(const LinePartConfirmed&) const = default;
};
struct LinePartRecorded {
  int line = 0;
  int part = 0;
  std::string payment;  // "accounts/a1/payments/p1".
  std::string payer;
  bool operator==(const LinePartRecorded&) const = default;
};
// By the account. Once all parts are answered, what was refused waits again, and nothing else.
struct LinePartRefused {
  int line = 0;
  int part = 0;
  std::string reason;
  bool operator==(const LinePartRefused&) const = default;
};

}  // namespace recourse::invoicing
