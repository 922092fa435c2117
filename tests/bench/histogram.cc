#include "tests/bench/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace recourse::bench {
namespace {

// Each power of two is cut into this many buckets; below it, a bucket is one nanosecond.
constexpr int kPrecisionBits = 7;
constexpr std::uint64_t kPerPower = std::uint64_t{1} << kPrecisionBits;
constexpr std::size_t kBuckets = (64 - kPrecisionBits) * kPerPower;

std::size_t BucketOf(std::uint64_t value) {
  if (value < kPerPower) return value;
  const int shift = std::bit_width(value) - 1 - kPrecisionBits;
  return (static_cast<std::size_t>(shift) << kPrecisionBits) + (value >> shift);
}

std::int64_t UpperEndOf(std::size_t bucket) {
  if (bucket < 2 * kPerPower) return static_cast<std::int64_t>(bucket);
  const int shift = static_cast<int>(bucket >> kPrecisionBits) - 1;
  const std::uint64_t lower = (bucket - (static_cast<std::size_t>(shift) << kPrecisionBits))
                              << shift;
  return static_cast<std::int64_t>(lower + (std::uint64_t{1} << shift) - 1);
}

}  // namespace

Histogram::Histogram() : buckets_(kBuckets) {}

void Histogram::Record(std::int64_t duration_ns) {
  duration_ns = std::max<std::int64_t>(duration_ns, 0);
  ++buckets_[BucketOf(static_cast<std::uint64_t>(duration_ns))];
  ++count_;
  sum_ns_ += static_cast<double>(duration_ns);
  max_ns_ = std::max(max_ns_, duration_ns);
}

double Histogram::mean_ns() const {
  return count_ == 0 ? 0 : sum_ns_ / static_cast<double>(count_);
}

std::int64_t Histogram::QuantileNs(double quantile) const {
  const auto wanted =
      static_cast<std::uint64_t>(std::max(1.0, std::ceil(quantile * static_cast<double>(count_))));
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
    seen += buckets_[bucket];
    if (seen >= wanted) return std::min(UpperEndOf(bucket), max_ns_);
  }
  return 0;
}

}  // namespace recourse::bench
