#include "libs/observability/metrics_endpoint.h"

#include <fmt/format.h>
#include <prometheus/exposer.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <exception>
#include <thread>

#include "libs/observability/families.h"

namespace recourse::observability {
namespace {

constexpr std::chrono::milliseconds kKnockInterval{10};

// Connects and leaves.
void Knock(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return;
  (void)connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  close(fd);
}

}  // namespace

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

// The exposer's thread sees that it is to end when its poll returns: after 2 s, or at a connection.
MetricsEndpoint::~MetricsEndpoint() {
  std::atomic<bool> ended = false;
  std::thread knocking([&ended, port = port()] {
    while (!ended) {
      Knock(port);
      std::this_thread::sleep_for(kKnockInterval);
    }
  });
  exposer_.reset();
  ended = true;
  knocking.join();
}

std::uint16_t MetricsEndpoint::port() const {
  return static_cast<std::uint16_t>(exposer_->GetListeningPorts().front());
}

}  // namespace recourse::observability
