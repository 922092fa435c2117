#include "services/invoicing/domain/compensation.h"

#include <fmt/format.h>

#include "libs/base/check.h"

namespace recourse::invoicing {

Expected<Money, Failure> CompensationFor(const CompensationTariff& tariff, const Money& debt) {
  CHECK(!tariff.tiers.empty());
  const Currency currency = tariff.tiers.front().sum.currency;
  if (debt.currency != currency) {
    return Unexpected{Failure{Failure::Kind::kPrecondition,
                              "CURRENCY_DIFFERS",
                              fmt::format("Tariff {} is in {}, the debt is {}", tariff.name,
                                          currency.code(), ToString(debt)),
                              {{"tariff", tariff.name}, {"debt", ToString(debt)}}}};
  }
  Money sum{0, currency};
  for (const auto& tier : tariff.tiers) {
    if (debt >= tier.from) sum = tier.sum;
  }
  return sum;
}

}  // namespace recourse::invoicing
