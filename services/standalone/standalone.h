#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "libs/observability/metrics.h"
#include "libs/observability/metrics_endpoint.h"
#include "libs/rpc/server.h"
#include "libs/rpc/token_store.h"
#include "libs/seal/keyring.h"
#include "libs/seal/sealer.h"
#include "services/communication_log/outbox/outbox_folder.h"
#include "services/communication_log/outbox/outbox_worker.h"
#include "services/communication_log/outbox/templates.h"
#include "services/standalone/conductor_api.h"
#include "services/standalone/history_api.h"
#include "services/standalone/host.h"
#include "services/standalone/router.h"

namespace recourse::standalone {

// All four services in one process: one port, in-process channels between them, and a feed that
// tails the logs, unless a broker is named. A parts list; it holds no rule.
class Standalone {
 public:
  struct Options {
    std::filesystem::path data;
    std::string address = "127.0.0.1:7443";
    std::filesystem::path tls = {};         // As libs/rpc/tls.h says. Empty: tokens, loopback only.
    std::uint16_t metrics_port = 0;         // 0: a free one.
    std::filesystem::path templates;        // Of messages; what the build laid beside the programs.
    std::string mail_domain = "localhost";  // Messages come from <issuer>@<mail_domain>.
    // Nothing: events pass within the process.
    std::optional<bus::kafka::Settings> kafka;
  };
  using Say = std::function<void(const std::string&)>;

  // Judges what is stored, opens it, and serves. Leaves the address in the data folder's file
  // "address". Refuses, and changes nothing, if a log is not what was written.
  static Expected<std::unique_ptr<Standalone>, Failure> Start(const Options& options,
                                                              const Say& say);
  // Stops without grace, if Stop was not called.
  ~Standalone();

  const std::string& address() const { return server_->address(); }
  std::uint16_t metrics_port() const { return metrics_endpoint_->port(); }

  // Answers what was accepted, at most `grace`, then ends everything. May be repeated.
  void Stop(std::chrono::milliseconds grace);

 private:
  Standalone() = default;
  Expected<Done, Failure> OpenHosts(const Options& options, const Say& say);
  Expected<Done, Failure> Serve(const Options& options);
  void AddReadings();
  void AddCount(const char* name, const char* help, const observability::Labels& labels,
                std::function<std::uint64_t()> count);
  Expected<Done, Failure> Route(const Options& options);
  Expected<Done, Failure> OpenOutbox(const Options& options);
  Expected<std::unique_ptr<rpc::Client>, Failure> ClientOf(const std::string& service);
  Host& host(const std::string& service);

  Installation installation_;
  std::unique_ptr<Clock> clock_;
  SimulatedClock* simulated_ = nullptr;  // `clock_`, if that is simulated.
  observability::Metrics metrics_;
  std::unique_ptr<observability::MetricsEndpoint> metrics_endpoint_;
  std::unique_ptr<rpc::TokenStore> tokens_;
  std::unique_ptr<seal::Keyring> keyring_;
  std::unique_ptr<seal::Sealer> sealer_;
  std::map<std::string, std::unique_ptr<Router>> routers_;  // By service.
  std::vector<std::unique_ptr<Host>> hosts_;
  std::vector<std::uint64_t> readings_;  // Of `metrics_`; they read the hosts.
  std::unique_ptr<rpc::Shell> shell_;
  std::unique_ptr<rpc::Client> conductor_client_;
  std::unique_ptr<Conductor> conductor_;
  std::vector<std::unique_ptr<rpc::Service>> services_;
  ConductorApi* conductor_api_ = nullptr;  // In `services_`.
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<rpc::Client> outbox_client_;
  std::unique_ptr<communication_log::Templates> templates_;
  std::unique_ptr<communication_log::OutboxFolder> outbox_folder_;
  std::unique_ptr<communication_log::OutboxWorker> outbox_;
  bool started_ = false;
};

}  // namespace recourse::standalone
