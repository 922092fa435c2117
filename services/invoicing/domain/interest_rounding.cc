#include "services/invoicing/domain/interest_rounding.h"

#include <algorithm>
#include <numeric>

#include "libs/base/check.h"

namespace recourse::invoicing {
namespace {

// The method of the largest remainder. Whatever way the total was rounded, it is less than one unit
// from the exact sum, so what the floors leave is from none to one unit for each segment.
bool Distribute(Interest& interest) {
  std::vector<Fraction> rests;
  Int128 left = interest.total.minor_units;
  for (InterestSegment& segment : interest.segments) {
    const Int128 floor = Floor(segment.exact);
    const auto units = Rounded(Fraction::Of(floor, 1), RoundingMode::kTruncated);
    if (!units) return false;
    segment.amount.minor_units = *units;
    rests.push_back(segment.exact - Fraction(*units));
    left -= floor;
  }
  std::vector<std::size_t> order(rests.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return rests[a] > rests[b]; });
  CHECK(left >= 0 && left <= static_cast<Int128>(order.size()));
  for (std::size_t i = 0; left > 0; ++i, --left) {
    ++interest.segments[order[i]].amount.minor_units;
  }
  return true;
}

bool RoundEach(Rounding rounding, RoundingMode mode, Interest& interest) {
  for (InterestSegment& segment : interest.segments) {
    const std::int64_t times = rounding == Rounding::kDaily ? segment.days : 1;
    const auto units = Rounded(segment.exact * Fraction::Of(1, times), mode);
    if (!units) return false;
    if (__builtin_mul_overflow(*units, times, &segment.amount.minor_units)) return false;
    if (__builtin_add_overflow(interest.total.minor_units, segment.amount.minor_units,
                               &interest.total.minor_units)) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool RoundBy(Rounding rounding, RoundingMode mode, Interest& interest) {
  switch (rounding) {
    case Rounding::kOnce: {
      const auto total = Rounded(interest.exact, mode);
      if (!total) return false;
      interest.total.minor_units = *total;
      return Distribute(interest);
    }
    case Rounding::kEachSegment:
    case Rounding::kDaily:
      return RoundEach(rounding, mode, interest);
  }
  CHECK(false);
}

}  // namespace recourse::invoicing
