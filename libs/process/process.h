#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "libs/bus/kafka/feed_relay.h"
#include "libs/observability/metrics.h"
#include "libs/observability/metrics_endpoint.h"
#include "libs/process/conductor_api.h"
#include "libs/process/host.h"
#include "libs/process/local_time.h"
#include "libs/process/part.h"
#include "libs/process/peer_check.h"
#include "libs/process/remote_time.h"
#include "libs/process/status_api.h"
#include "libs/rpc/server.h"
#include "libs/rpc/token_store.h"
#include "libs/seal/keyring.h"

namespace recourse::process {

// Some or all services of an installation in one process, behind one port. Opens, connects, starts
// and stops them; it holds no rule. Invoicing's process also keeps the keys of data subjects, and
// moves the clock of an installation on simulated time.
class Process {
 public:
  struct Options {
    std::filesystem::path data;
    std::string address = "127.0.0.1:7443";  // Where to listen.
    std::filesystem::path tls = {};  // As libs/rpc/tls.h says. Empty: tokens, loopback only.
    // In whose name dated commands run elsewhere: certificates as `tls`, with the role operator.
    // Empty: the conductor's token.
    std::filesystem::path conductor_tls = {};
    std::uint16_t metrics_port = 0;  // 0: a free one.
    // Nothing: events pass within the process, which then runs all services.
    std::optional<bus::kafka::Settings> kafka = {};
    // Where the services of other processes are.
    std::map<std::string, std::string> peers = {};
  };
  using Say = std::function<void(const std::string&)>;

  // Judges what is stored, opens it, and serves. Leaves the address in a file "address", in the
  // data folder, or if the process runs a single service, in that service's folder. Refuses, and
  // changes nothing, if a log is not what was written.
  static Expected<std::unique_ptr<Process>, Failure> Start(const Options& options,
                                                           std::vector<Part> parts, const Say& say);
  // Stops without grace, if Stop was not called.
  ~Process();

  const std::string& address() const { return server_->address(); }
  std::uint16_t metrics_port() const { return metrics_endpoint_->port(); }

  // Answers what was accepted, at most `grace`, then ends everything. May be repeated.
  void Stop(std::chrono::milliseconds grace);

 private:
  Process() = default;
  Expected<Done, Failure> OpenConnections(const Options& options);
  Expected<Done, Failure> OpenHosts(const Options& options, const Say& say);
  Expected<Done, Failure> OpenKeys();
  Expected<Done, Failure> Serve(const Options& options);
  void AddAdministration();
  void AddSimulation();
  Expected<Done, Failure> Connect(const Options& options);
  void AddFeeds(const bus::kafka::Settings& settings);
  void AddConductor();
  std::filesystem::path own_folder() const;
  Host* FindHost(const std::string& service) const;

  std::vector<Part> parts_;
  Installation installation_;
  std::unique_ptr<Clock> clock_;
  SimulatedClock* simulated_ = nullptr;  // `clock_`, if that is simulated.
  observability::Metrics metrics_;
  std::unique_ptr<observability::MetricsEndpoint> metrics_endpoint_;
  std::unique_ptr<rpc::TokenStore> tokens_;
  std::unique_ptr<Connections> connections_;
  std::unique_ptr<seal::KeySource> keys_;
  std::unique_ptr<seal::Sealer> sealer_;
  std::map<std::string, std::unique_ptr<Router>> routers_;  // By service.
  std::vector<std::unique_ptr<Host>> hosts_;
  std::unique_ptr<bus::FeedSource> feeds_;
  std::unique_ptr<bus::kafka::FeedRelay> feed_relay_;
  std::vector<std::uint64_t> readings_;  // Of `metrics_`; they read the hosts.
  std::unique_ptr<rpc::Shell> shell_;
  std::unique_ptr<LocalTime> local_time_;
  std::vector<std::unique_ptr<RemoteTime>> remote_times_;
  std::unique_ptr<Conductor> conductor_;
  std::vector<std::unique_ptr<rpc::Service>> services_;
  ConductorApi* conductor_api_ = nullptr;  // In `services_`, of invoicing's process.
  StatusApi* status_api_ = nullptr;        // In `services_`.
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<PeerCheck> peer_check_;
  bool started_ = false;
};

}  // namespace recourse::process
