#include "services/invoicing/domain/frozen_days.h"

#include <algorithm>
#include <set>

namespace recourse::invoicing {

std::vector<BaseFrom> WithoutFrozen(std::vector<BaseFrom> bases,
                                    std::span<const FrozenDays> frozen) {
  if (bases.empty() || frozen.empty()) return bases;
  std::set<Date> days;  // On which something changes.
  for (const BaseFrom& base : bases) days.insert(base.from);
  for (const FrozenDays& each : frozen) {
    days.insert(each.from);
    if (each.through) days.insert(*each.through + Days(1));
  }
  days.erase(days.begin(), days.lower_bound(bases.front().from));
  std::vector<BaseFrom> without;
  auto base = bases.begin();
  for (const Date day : days) {
    while (base + 1 != bases.end() && (base + 1)->from <= day) ++base;
    const bool is_frozen = std::any_of(frozen.begin(), frozen.end(),
                                       [&](const FrozenDays& each) { return each.Has(day); });
    without.push_back({day, is_frozen ? Money{0, base->base.currency} : base->base, is_frozen});
  }
  return without;
}

}  // namespace recourse::invoicing
