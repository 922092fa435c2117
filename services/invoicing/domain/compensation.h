#pragma once

#include <string>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/base/money.h"

namespace recourse::invoicing {

// The fixed sum owed once for each late payment, without a reminder (EU-7, EU-8): flat, or by the
// size of the debt. Data: rates/compensation.toml.
struct CompensationTariff {
  struct Tier {
    Money from;  // The least debt of this tier, above 0.
    Money sum;

    bool operator==(const Tier&) const = default;
  };

  std::string name;
  std::string law;
  Date valid_from;                 // For debts that arose from this day on.
  std::vector<Tier> tiers;         // One at least, by rising `from`, of one currency.
  bool for_business_only = false;  // A consumer does not owe it.

  bool operator==(const CompensationTariff&) const = default;
};

// What is owed beside one late payment of `debt`; nothing for a debt below the first tier, such as
// one of nothing. kPrecondition CURRENCY_DIFFERS if the law names its sum in another currency.
Expected<Money, Failure> CompensationFor(const CompensationTariff& tariff, const Money& debt);

}  // namespace recourse::invoicing
