#pragma once

#include <cstdint>
#include <string>

#include "services/invoicing/domain/interest.h"

// Which rate a day bears. Only interest.cc includes this.
namespace recourse::invoicing {

// A rate, and the last day to which it is the same by the same step of its table.
struct RateStretch {
  calendar::Rate rate;
  Date through;
  std::string table;
  std::uint32_t version = 0;
};

// The rate of `day` by `rule`, for a debt that bears interest on `days`. RATE_TABLE_MISSING,
// RATE_UNKNOWN.
Expected<RateStretch, Failure> RateOn(const RateRule& rule, const calendar::RateTables& tables,
                                      const InterestDays& days, Date day);

}  // namespace recourse::invoicing
