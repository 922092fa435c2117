#pragma once

#include <cstdint>
#include <memory>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/observability/metrics.h"

namespace prometheus {
class Exposer;
}

namespace recourse::observability {

// Answers GET http://127.0.0.1:<port>/metrics until it is destroyed. It listens on loopback only
// and asks for no token: what metrics show is counts, never content.
class MetricsEndpoint {
 public:
  // Port 0 picks a free one. Fails (kUnavailable) if the port is taken. `metrics` must outlive it.
  static Expected<std::unique_ptr<MetricsEndpoint>, Failure> Start(const Metrics& metrics,
                                                                   std::uint16_t port);
  ~MetricsEndpoint();

  std::uint16_t port() const;

 private:
  explicit MetricsEndpoint(std::unique_ptr<prometheus::Exposer> exposer);

  std::unique_ptr<prometheus::Exposer> exposer_;
};

}  // namespace recourse::observability
