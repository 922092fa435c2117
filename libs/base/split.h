#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/base/money.h"

namespace recourse {

// Who gets the minor units that are left when each part has the whole units of its share. Published
// answers differ, so the rule is named wherever an amount is split. The cases are those of section
// 3.1 of the golden cases.
enum class SplitPolicy {
  // One unit each to the first parts (AL-1, AL-2, AL-3, AL-6, AL-8). Equal parts differ by one unit
  // at most.
  kOneEachToTheFirst,
  kAllToTheFirst,  // The whole remainder to the first part (AL-4).
  kAllToTheLast,   // The last part carries the whole remainder (AL-9).
};

// The most parts that an amount may be split into: far more than a plan has instalments.
inline constexpr int kPartsMax = 10'000;

// Parts that add up to `amount` exactly, in proportion to `weights`. A negative amount gives the
// negatives of what the positive one gives. A part of weight 0 gets nothing and is not counted as
// the first or the last. kInvalid PARTS_INVALID: no weight, more than kPartsMax, a negative one, or
// none above 0.
Expected<std::vector<Money>, Failure> SplitMoney(const Money& amount,
                                                 std::span<const std::int64_t> weights,
                                                 SplitPolicy policy);

// The same in `parts` equal parts, from 1 to kPartsMax.
Expected<std::vector<Money>, Failure> SplitMoney(const Money& amount, int parts,
                                                 SplitPolicy policy);

}  // namespace recourse
