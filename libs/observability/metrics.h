#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recourse::observability {

// Only ever grows. Adding is one relaxed atomic addition.
class Counter {
 public:
  void Add(std::uint64_t count = 1) { value_.fetch_add(count, std::memory_order_relaxed); }
  std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_ = 0;
};

// Goes up and down.
class Gauge {
 public:
  void Set(std::int64_t value) { value_.store(value, std::memory_order_relaxed); }
  void Add(std::int64_t change) { value_.fetch_add(change, std::memory_order_relaxed); }
  std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_ = 0;
};

// How long things took, in buckets from 50 us to 10 s. prometheus-cpp's own histogram takes a lock
// an observation; this one takes two relaxed additions, so a scrape may see one without the other.
class LatencyHistogram {
 public:
  static constexpr std::array<std::int64_t, 17> kUpperBoundsUs = {
      50,     100,     250,     500,     1'000,     2'500,     5'000,     10'000,    25'000,
      50'000, 100'000, 250'000, 500'000, 1'000'000, 2'500'000, 5'000'000, 10'000'000};

  void Observe(std::chrono::nanoseconds elapsed);
  // How many took at most kUpperBoundsUs[i] and longer than the one before; the last: longer still.
  std::uint64_t count(std::size_t bucket) const {
    return counts_[bucket].load(std::memory_order_relaxed);
  }
  double sum_seconds() const { return 1e-9 * double(sum_ns_.load(std::memory_order_relaxed)); }

 private:
  std::array<std::atomic<std::uint64_t>, kUpperBoundsUs.size() + 1> counts_ = {};
  std::atomic<std::uint64_t> sum_ns_ = 0;
};

using Labels = std::vector<std::pair<std::string, std::string>>;

// The metrics of a process. Names are by Prometheus' rules: recourse_<what>_<unit>[_total]. Asking
// for the same name and labels again gives the same metric; asking for it as another kind is our
// own bug. Thread safe; metrics live as long as this does, so keep the reference, not the name.
class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  Counter& AddCounter(std::string_view name, std::string_view help, const Labels& labels = {});
  Gauge& AddGauge(std::string_view name, std::string_view help, const Labels& labels = {});
  LatencyHistogram& AddLatency(std::string_view name, std::string_view help,
                               const Labels& labels = {});

  // A gauge that is read when it is asked for. Calling it must be thread safe until Remove returns,
  // which ends it; the ticket says which.
  std::uint64_t AddReading(std::string_view name, std::string_view help, const Labels& labels,
                           std::function<double()> read);
  void RemoveReading(std::uint64_t ticket);

  // All of them in Prometheus' text format 0.0.4.
  std::string Render() const;

 private:
  friend class MetricsEndpoint;
  class Families;
  std::shared_ptr<Families> families_;
};

}  // namespace recourse::observability
