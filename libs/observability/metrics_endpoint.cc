#include "libs/observability/metrics_endpoint.h"

#include <fmt/format.h>
#include <prometheus/exposer.h>

#include <exception>

#include "libs/observability/families.h"

namespace recourse::observability {

Expected<std::unique_ptr<MetricsEndpoint>, Failure> MetricsEndpoint::Start(const Metrics& metrics,
                                                                           std::uint16_t port) {
  constexpr std::size_t kThreads = 1;
  const std::string address = fmt::format("127.0.0.1:{}", port);
  try {
    auto exposer = std::make_unique<prometheus::Exposer>(address, kThreads);
    exposer->RegisterCollectable(metrics.families_);
    return std::unique_ptr<MetricsEndpoint>(new MetricsEndpoint(std::move(exposer)));
  } catch (const std::exception&) {
    return Unexpected{Failure{Failure::Kind::kUnavailable,
                              "METRICS_PORT_TAKEN",
                              "The metrics endpoint cannot listen on its port.",
                              {{"address", address}}}};
  }
}

MetricsEndpoint::MetricsEndpoint(std::unique_ptr<prometheus::Exposer> exposer)
    : exposer_(std::move(exposer)) {}

MetricsEndpoint::~MetricsEndpoint() = default;

std::uint16_t MetricsEndpoint::port() const {
  return static_cast<std::uint16_t>(exposer_->GetListeningPorts().front());
}

}  // namespace recourse::observability
