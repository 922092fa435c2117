#include "libs/process/readings.h"

#include <functional>
#include <string>
#include <utility>

namespace recourse::process {

std::vector<std::uint64_t> AddReadings(observability::Metrics& metrics, const Host& host) {
  std::vector<std::uint64_t> readings;
  const auto add = [&](const char* name, const char* help, const observability::Labels& labels,
                       std::function<std::uint64_t()> count) {
    readings.push_back(metrics.AddReading(
        name, help, labels, [count = std::move(count)] { return static_cast<double>(count()); }));
  };
  const observability::Labels labels = {{"service", host.service()}};
  const engine::RunningEngine& engine = host.engine();
  add("recourse_parked_events", "Events of other services that wait for an operator.", labels,
      [&engine] { return engine.parked_events(); });
  add("recourse_parked_promises",
      "Homes and targets whose promises wait for an operator, being invalid or forbidden.", labels,
      [&engine] { return engine.parked_promises(); });
  for (const std::string& source : host.sources()) {
    add("recourse_consumer_behind_records",
        "Events of another service that are known here and not consumed.",
        {{"service", host.service()}, {"source", source}},
        [&host, source] { return host.behind(source); });
  }
  const auto* relay = host.relay();
  if (relay == nullptr) return readings;
  add("recourse_relay_behind_records", "Released records that are not on their topic.", labels,
      [relay] { return relay->behind(); });
  add("recourse_relay_restarts",
      "How often the topic was found not to be as it was left, and was read again.", labels,
      [relay] { return relay->restarts(); });
  return readings;
}

}  // namespace recourse::process
