#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/money.h"
#include "libs/calendar/rate.h"

// What charges are made of: what is owed beside an invoice, for being late or for credit.
namespace recourse::invoicing {

enum class ChargeKind {
  kFixedFee,       // By contract, for a reminder or another step.
  kPercentage,     // By contract, of the open principal, once.
  kCompensation,   // The fixed sum of a statute.
  kCosts,          // Of pursuing the claim.
  kLateInterest,   // For being late, by statute or contract.
  kCreditInterest  // The price of credit, agreed whether or not it is late.
};

// Why it may be charged: a statute; or a clause, and how and when the customer was told of it.
struct Entitlement {
  std::string basis;  // "BGB 288(2)", "terms 2011, 7.2"
  std::optional<Date> communicated_on;
  std::string communicated_how;
  bool operator==(const Entitlement&) const = default;
};

// What a percentage or a compensation was computed from.
struct ChargeBasis {
  Money debt;                   // Open principal on the charge's day, less what is disputed.
  std::int64_t millionths = 0;  // Of a percentage.
  std::string tariff;           // Of a compensation.
  bool operator==(const ChargeBasis&) const = default;
};

// Days of one base and one rate: exact = (base + compounded) * rate * time, and `amount` its part
// of the total. Fractions are written "numerator/denominator", of minor units and of years (days
// for a rate per day).
struct ChargeSegment {
  Date from;
  Date to;  // Included.
  std::int64_t days = 0;
  calendar::Rate rate;
  std::string table;  // Empty: the rate is contractual.
  std::uint32_t version = 0;
  Money base;
  std::string compounded;
  std::string time;
  std::string exact;
  Money amount;
  bool operator==(const ChargeSegment&) const = default;
};

// What is open of a charge once the event has happened.
struct ChargeBalance {
  std::string charge_id;
  Money open;
  bool operator==(const ChargeBalance&) const = default;
};

// What a payment had cleared of a charge, and from when.
struct ChargePayment {
  std::string payment_id;
  Money amount;
  Date effective;
  bool operator==(const ChargePayment&) const = default;
};

}  // namespace recourse::invoicing
