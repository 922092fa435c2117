#pragma once

#include <optional>
#include <span>
#include <vector>

#include "services/invoicing/domain/interest.h"

namespace recourse::invoicing {

// Days, both included, on which nothing bears interest. Nothing as `through`: no end is known.
struct FrozenDays {
  Date from;
  std::optional<Date> through;

  bool Has(Date day) const { return from <= day && (!through || day <= *through); }
};

// `bases`, in order of days, but nothing on each day that is frozen, however often it is. Before
// the first of `bases` nothing is said, as there.
std::vector<BaseFrom> WithoutFrozen(std::vector<BaseFrom> bases,
                                    std::span<const FrozenDays> frozen);

}  // namespace recourse::invoicing
