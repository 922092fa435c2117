#include "tests/bench/histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace recourse::bench {
namespace {

TEST(HistogramTest, OfNothingIsZero) {
  const Histogram histogram;
  EXPECT_EQ(histogram.count(), 0u);
  EXPECT_EQ(histogram.QuantileNs(0.5), 0);
  EXPECT_EQ(histogram.mean_ns(), 0);
}

TEST(HistogramTest, SmallDurationsAreExact) {
  Histogram histogram;
  for (int duration_ns = 1; duration_ns <= 100; ++duration_ns) histogram.Record(duration_ns);
  EXPECT_EQ(histogram.QuantileNs(0.5), 50);
  EXPECT_EQ(histogram.QuantileNs(0.99), 99);
  EXPECT_EQ(histogram.QuantileNs(1), 100);
  EXPECT_EQ(histogram.QuantileNs(0), 1);
  EXPECT_EQ(histogram.max_ns(), 100);
  EXPECT_DOUBLE_EQ(histogram.mean_ns(), 50.5);
}

TEST(HistogramTest, NegativeDurationsCountAsZero) {
  Histogram histogram;
  histogram.Record(-5);
  EXPECT_EQ(histogram.count(), 1u);
  EXPECT_EQ(histogram.QuantileNs(1), 0);
}

TEST(HistogramTest, TakesTheLongestDurationThereIs) {
  Histogram histogram;
  histogram.Record(INT64_MAX);
  EXPECT_EQ(histogram.QuantileNs(1), INT64_MAX);
}

TEST(HistogramTest, EveryQuantileIsAtMostOnePartIn128AboveTheTrueOne) {
  std::mt19937_64 random(7);
  std::lognormal_distribution<double> durations(12, 3);
  Histogram histogram;
  std::vector<std::int64_t> all;
  for (int i = 0; i < 50'000; ++i) {
    all.push_back(static_cast<std::int64_t>(durations(random)));
    histogram.Record(all.back());
  }
  std::sort(all.begin(), all.end());
  for (int permille = 1; permille <= 1000; ++permille) {
    const double quantile = permille / 1000.0;
    const auto at =
        static_cast<std::size_t>(std::ceil(quantile * static_cast<double>(all.size()))) - 1;
    const std::int64_t told = histogram.QuantileNs(quantile);
    EXPECT_GE(told, all[at]) << quantile;
    EXPECT_LE(told, all[at] + all[at] / 128 + 1) << quantile;
  }
}

}  // namespace
}  // namespace recourse::bench
