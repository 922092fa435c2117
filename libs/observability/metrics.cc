#include "libs/observability/metrics.h"

#include <prometheus/check_names.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <sstream>

#include "libs/base/check.h"
#include "libs/observability/families.h"

namespace recourse::observability {

void LatencyHistogram::Observe(std::chrono::nanoseconds elapsed) {
  const std::int64_t ns = std::max<std::int64_t>(elapsed.count(), 0);
  std::size_t bucket = 0;
  while (bucket < kUpperBoundsUs.size() && ns > kUpperBoundsUs[bucket] * 1000) ++bucket;
  counts_[bucket].fetch_add(1, std::memory_order_relaxed);
  sum_ns_.fetch_add(static_cast<std::uint64_t>(ns), std::memory_order_relaxed);
}

template <class T>
T& Metrics::Families::Add(std::string_view name, std::string_view help, const Labels& labels) {
  const std::lock_guard lock(mutex_);
  Family& family = FamilyOf(name, help, KindOf<T>());
  for (const Member& member : family.members) {
    if (member.labels == labels) return *std::get<std::unique_ptr<T>>(member.metric);
  }
  family.members.push_back({labels, std::make_unique<T>(), 0});
  return *std::get<std::unique_ptr<T>>(family.members.back().metric);
}

std::uint64_t Metrics::Families::AddReading(std::string_view name, std::string_view help,
                                            const Labels& labels, Reading read) {
  const std::lock_guard lock(mutex_);
  FamilyOf(name, help, prometheus::MetricType::Gauge)
      .members.push_back({labels, std::move(read), ++last_ticket_});
  return last_ticket_;
}

void Metrics::Families::RemoveReading(std::uint64_t ticket) {
  const std::lock_guard lock(mutex_);
  for (auto& [name, family] : families_) {
    std::erase_if(family.members, [&](const Member& member) { return member.ticket == ticket; });
  }
}

Metrics::Families::Family& Metrics::Families::FamilyOf(std::string_view name, std::string_view help,
                                                       prometheus::MetricType kind) {
  CHECK(prometheus::CheckMetricName(std::string(name)));
  Family& family =
      families_.try_emplace(std::string(name), Family{std::string(help), kind, {}}).first->second;
  CHECK(family.kind == kind);
  return family;
}

prometheus::ClientMetric Metrics::Families::Sample(const Member& member) {
  prometheus::ClientMetric sample;
  for (const auto& [name, value] : member.labels) sample.label.push_back({name, value});
  if (const auto* counter = std::get_if<std::unique_ptr<Counter>>(&member.metric)) {
    sample.counter.value = static_cast<double>((*counter)->value());
  } else if (const auto* gauge = std::get_if<std::unique_ptr<Gauge>>(&member.metric)) {
    sample.gauge.value = static_cast<double>((*gauge)->value());
  } else if (const auto* read = std::get_if<Reading>(&member.metric)) {
    sample.gauge.value = (*read)();
  } else {
    const auto& latency = *std::get<std::unique_ptr<LatencyHistogram>>(member.metric);
    std::uint64_t cumulative = 0;
    for (std::size_t i = 0; i < LatencyHistogram::kUpperBoundsUs.size(); ++i) {
      cumulative += latency.count(i);
      sample.histogram.bucket.push_back(
          {cumulative, static_cast<double>(LatencyHistogram::kUpperBoundsUs[i]) / 1e6});
    }
    sample.histogram.sample_count =
        cumulative + latency.count(LatencyHistogram::kUpperBoundsUs.size());
    sample.histogram.sample_sum = latency.sum_seconds();
  }
  return sample;
}

std::vector<prometheus::MetricFamily> Metrics::Families::Collect() const {
  const std::lock_guard lock(mutex_);
  std::vector<prometheus::MetricFamily> collected;
  for (const auto& [name, family] : families_) {
    if (family.members.empty()) continue;
    prometheus::MetricFamily out{name, family.help, family.kind, {}};
    for (const Member& member : family.members) out.metric.push_back(Sample(member));
    collected.push_back(std::move(out));
  }
  return collected;
}

Metrics::Metrics() : families_(std::make_shared<Families>()) {}
Metrics::~Metrics() = default;

Counter& Metrics::AddCounter(std::string_view name, std::string_view help, const Labels& labels) {
  return families_->Add<Counter>(name, help, labels);
}

Gauge& Metrics::AddGauge(std::string_view name, std::string_view help, const Labels& labels) {
  return families_->Add<Gauge>(name, help, labels);
}

LatencyHistogram& Metrics::AddLatency(std::string_view name, std::string_view help,
                                      const Labels& labels) {
  return families_->Add<LatencyHistogram>(name, help, labels);
}

std::uint64_t Metrics::AddReading(std::string_view name, std::string_view help,
                                  const Labels& labels, std::function<double()> read) {
  return families_->AddReading(name, help, labels, std::move(read));
}

void Metrics::RemoveReading(std::uint64_t ticket) { families_->RemoveReading(ticket); }

std::string Metrics::Render() const {
  std::ostringstream text;
  prometheus::TextSerializer().Serialize(text, families_->Collect());
  return text.str();
}

}  // namespace recourse::observability
