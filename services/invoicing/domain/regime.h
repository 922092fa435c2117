#pragma once

#include <string>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/calendar/rate_table.h"
#include "services/invoicing/domain/compensation.h"
#include "services/invoicing/domain/freeze_rule.h"
#include "services/invoicing/domain/interest_terms.h"

namespace recourse::invoicing {

// Statutory interest as one law has it for debts that arose from a day on. Points of law are data:
// rates/regimes.toml.
struct Regime {
  std::string name;  // "de-business"
  std::string law;
  Date valid_from;
  InterestTerms terms;
  bool for_business_only = false;  // A consumer does not owe it.

  bool operator==(const Regime&) const = default;
};

// All dated data that interest and compensation are computed from.
struct RateBook {
  calendar::RateTables tables;
  std::vector<Regime> regimes;              // Any order; no two with the same name and day.
  std::vector<CompensationTariff> tariffs;  // The same.
  std::vector<FreezeRule> freezes{};        // The same.
};

// The regime `name` for a debt that arose on `arisen`: the latest that was valid then.
// kPrecondition REGIME_UNKNOWN, naming both, if there is none.
Expected<const Regime*, Failure> FindRegime(const RateBook& book, const std::string& name,
                                            Date arisen);

// The same for fixed compensation: TARIFF_UNKNOWN.
Expected<const CompensationTariff*, Failure> FindTariff(const RateBook& book,
                                                        const std::string& name, Date arisen);

}  // namespace recourse::invoicing
