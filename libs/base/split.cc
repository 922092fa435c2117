#include "libs/base/split.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "libs/base/check.h"
#include "libs/base/fraction.h"

namespace recourse {
namespace {

Failure Invalid(std::string field, std::string value, std::string expected) {
  return {Failure::Kind::kInvalid,
          "PARTS_INVALID",
          fmt::format("{} is {}, expected {}", field, value, expected),
          {{field, value}}};
}

std::optional<Failure> BrokenBy(std::span<const std::int64_t> weights) {
  if (weights.empty() || weights.size() > kPartsMax) {
    return Invalid("weights", fmt::format("{} weights", weights.size()),
                   fmt::format("1 to {}", kPartsMax));
  }
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] < 0) {
      return Invalid(fmt::format("weights[{}]", i), fmt::format("{}", weights[i]), "0 or more");
    }
  }
  if (std::all_of(weights.begin(), weights.end(), [](auto weight) { return weight == 0; })) {
    return Invalid("weights", "all 0", "one above 0");
  }
  return std::nullopt;
}

}  // namespace

Expected<std::vector<Money>, Failure> SplitMoney(const Money& amount,
                                                 std::span<const std::int64_t> weights,
                                                 SplitPolicy policy) {
  if (auto broken = BrokenBy(weights)) return Unexpected{*std::move(broken)};
  Int128 total_weight = 0;
  for (const std::int64_t weight : weights) total_weight += weight;
  const int sign = amount.minor_units < 0 ? -1 : 1;
  const Int128 whole = Int128{amount.minor_units} * sign;

  // Two numbers of 64 bits, one not negative: their product fits into 128.
  std::vector<Int128> units;
  std::vector<std::size_t> takers;  // Those with a weight.
  Int128 left = whole;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    units.push_back(whole * weights[i] / total_weight);
    left -= units.back();
    if (weights[i] > 0) takers.push_back(i);
  }
  switch (policy) {
    case SplitPolicy::kOneEachToTheFirst:
      // Each taker lost less than one unit, so there are fewer units left than takers.
      for (std::size_t i = 0; left > 0; ++i, --left) ++units[takers[i]];
      break;
    case SplitPolicy::kAllToTheFirst:
      units[takers.front()] += left;
      break;
    case SplitPolicy::kAllToTheLast:
      units[takers.back()] += left;
      break;
  }
  std::vector<Money> parts;
  for (const Int128 part : units) {
    parts.push_back({static_cast<std::int64_t>(part * sign), amount.currency});
  }
  return parts;
}

Expected<std::vector<Money>, Failure> SplitMoney(const Money& amount, int parts,
                                                 SplitPolicy policy) {
  if (parts < 1 || parts > kPartsMax) {
    return Unexpected{
        Invalid("parts", fmt::format("{}", parts), fmt::format("1 to {}", kPartsMax))};
  }
  return SplitMoney(amount, std::vector<std::int64_t>(static_cast<std::size_t>(parts), 1), policy);
}

}  // namespace recourse
