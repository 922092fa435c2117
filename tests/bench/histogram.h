#pragma once

#include <cstdint>
#include <vector>

namespace recourse::bench {

// Counts durations in buckets whose width grows with the value, as HdrHistogram does: what it tells
// is at most 1/128 above what was recorded. Fixed memory, recording costs a few instructions. Not
// thread safe.
class Histogram {
 public:
  Histogram();

  // Negative durations count as 0.
  void Record(std::int64_t duration_ns);

  std::uint64_t count() const { return count_; }
  std::int64_t max_ns() const { return max_ns_; }
  // 0 if nothing was recorded.
  double mean_ns() const;
  // The smallest duration that at least the part `quantile` (0 to 1) of all does not exceed, as the
  // upper end of its bucket; 0 if nothing was recorded.
  std::int64_t QuantileNs(double quantile) const;

 private:
  std::vector<std::uint64_t> buckets_;
  std::uint64_t count_ = 0;
  double sum_ns_ = 0;
  std::int64_t max_ns_ = 0;
};

}  // namespace recourse::bench
