#pragma once

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

#include "libs/observability/metrics.h"

namespace recourse::observability {

// The metrics as prometheus-cpp wants to collect them. Only this room includes this header.
class Metrics::Families final : public prometheus::Collectable {
 public:
  using Reading = std::function<double()>;

  template <class T>
  T& Add(std::string_view name, std::string_view help, const Labels& labels);
  std::uint64_t AddReading(std::string_view name, std::string_view help, const Labels& labels,
                           Reading read);
  void RemoveReading(std::uint64_t ticket);

  std::vector<prometheus::MetricFamily> Collect() const override;

 private:
  struct Member {
    Labels labels;
    std::variant<std::unique_ptr<Counter>, std::unique_ptr<Gauge>,
                 std::unique_ptr<LatencyHistogram>, Reading>
        metric;
    std::uint64_t ticket;
  };
  struct Family {
    std::string help;
    prometheus::MetricType kind;
    std::vector<Member> members;
  };

  template <class T>
  static constexpr prometheus::MetricType KindOf() {
    if constexpr (std::is_same_v<T, Counter>) return prometheus::MetricType::Counter;
    if constexpr (std::is_same_v<T, Gauge>) return prometheus::MetricType::Gauge;
    if constexpr (std::is_same_v<T, LatencyHistogram>) return prometheus::MetricType::Histogram;
  }
  Family& FamilyOf(std::string_view name, std::string_view help, prometheus::MetricType kind);
  static prometheus::ClientMetric Sample(const Member& member);

  mutable std::mutex mutex_;
  std::map<std::string, Family> families_;
  std::uint64_t last_ticket_ = 0;
};

}  // namespace recourse::observability
