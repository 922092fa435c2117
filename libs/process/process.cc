#include "libs/process/process.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "libs/bus/embedded_transport.h"
#include "libs/bus/kafka/kafka_transport.h"
#include "libs/process/clock_api.h"
#include "libs/process/history_api.h"
#include "libs/process/history_fetcher.h"
#include "libs/process/initialise.h"
#include "libs/process/key_api.h"
#include "libs/process/log_agreement.h"
#include "libs/process/parked_api.h"
#include "libs/process/readings.h"
#include "libs/process/remote_keys.h"
#include "libs/process/token_api.h"

namespace recourse::process {
namespace {

namespace fs = std::filesystem;

constexpr char kKeeper[] = "invoicing";  // Whose process keeps the keys and moves the clock.
constexpr char kConductor[] = "conductor";

std::vector<std::string> ServicesOf(const std::vector<Part>& parts) {
  std::vector<std::string> services;
  for (const Part& part : parts) services.push_back(part.definition.service);
  return services;
}

Failure NoWayForEvents() {
  return {Failure::Kind::kInvalid,
          "KAFKA_MISSING",
          "Between processes events pass over Kafka: say where its brokers are.",
          {}};
}

}  // namespace

Expected<std::unique_ptr<Process>, Failure> Process::Start(const Options& options,
                                                           std::vector<Part> parts,
                                                           const Say& say) {
  std::unique_ptr<Process> self(new Process());
  self->parts_ = std::move(parts);
  if (!options.kafka && self->parts_.size() != std::size(kServices)) {
    return Unexpected{NoWayForEvents()};
  }
  auto installation = ReadInstallation(fs::absolute(options.data));
  if (!installation) return Unexpected{installation.error()};
  self->installation_ = *std::move(installation);
  const auto connections = self->OpenConnections(options);
  if (!connections) return Unexpected{connections.error()};
  const auto opened = self->OpenHosts(options, say);
  if (!opened) return Unexpected{opened.error()};
  const auto served = self->Serve(options);
  if (!served) return Unexpected{served.error()};
  const auto connected = self->Connect(options);
  if (!connected) return Unexpected{connected.error()};
  const auto agreed = self->peer_check_->Check();
  if (!agreed) return Unexpected{agreed.error()};

  for (const auto& host : self->hosts_) host->Start();
  if (self->feed_relay_) self->feed_relay_->Start();
  self->peer_check_->Start();
  self->status_api_->Begin();
  self->started_ = true;
  std::ofstream(self->own_folder() / "address") << self->address() << '\n';
  return self;
}

Process::~Process() {
  Stop(std::chrono::milliseconds(0));
  for (const std::uint64_t reading : readings_) metrics_.RemoveReading(reading);
  if (peer_check_) peer_check_->Stop();
  server_.reset();
  services_.clear();  // They listen to the engines, and the hosts to each other.
  for (const auto& host : hosts_) host->Disconnect();
}

fs::path Process::own_folder() const {
  return hosts_.size() == 1 ? installation_.data / hosts_[0]->service() : installation_.data;
}

Host* Process::FindHost(const std::string& service) const {
  const auto found = std::find_if(hosts_.begin(), hosts_.end(),
                                  [&](const auto& host) { return host->service() == service; });
  return found == hosts_.end() ? nullptr : found->get();
}

Expected<Done, Failure> Process::OpenConnections(const Options& options) {
  Connections::Options ways{.data = installation_.data,
                            .local = ServicesOf(parts_),
                            .peers = options.peers,
                            .callers = ServicesOf(parts_),
                            .tls = {}};
  if (!options.tls.empty()) {
    for (const std::string& service : ways.local) ways.tls[service] = options.tls;
  }
  const bool conducts = std::count(ways.local.begin(), ways.local.end(), kKeeper) > 0;
  if (installation_.simulated_from && conducts) {
    ways.callers.push_back(kConductor);
    if (!options.conductor_tls.empty()) ways.tls[kConductor] = options.conductor_tls;
  }
  auto connections = Connections::Open(ways);
  if (!connections) return Unexpected{connections.error()};
  connections_ = *std::move(connections);
  return Done{};
}

Expected<Done, Failure> Process::OpenHosts(const Options& options, const Say& say) {
  if (installation_.simulated_from) {
    auto clock = std::make_unique<SimulatedClock>(Instant(*installation_.simulated_from));
    simulated_ = clock.get();
    clock_ = std::move(clock);
  } else {
    clock_ = std::make_unique<SystemClock>();
  }
  const auto agreed = CheckLogAgreement(installation_, ServicesOf(parts_));
  if (!agreed) return agreed;
  for (Part& part : parts_) {
    const std::string& service = part.definition.service;
    auto& router = routers_[service] = std::make_unique<Router>(service, *connections_);
    auto host = Host::Open(part.definition, {installation_, *clock_, *router, say, options.kafka});
    if (!host) return Unexpected{host.error()};
    hosts_.push_back(*std::move(host));
  }
  if (const auto checked = Host::CheckTopics(hosts_); !checked) return checked;
  if (simulated_ == nullptr) return Done{};
  std::vector<Host*> hosts;
  for (const auto& host : hosts_) hosts.push_back(host.get());
  local_time_ = std::make_unique<LocalTime>(*simulated_, std::move(hosts), ClockFile(own_folder()));
  return local_time_->GoOn({ClockFile(installation_.data), ClockFile(own_folder())});
}

Expected<Done, Failure> Process::OpenKeys() {
  if (FindHost(kKeeper) == nullptr) {
    keys_ = std::make_unique<RemoteKeys>(connections_->To(kKeeper, hosts_.at(0)->service()));
  } else {
    auto keyring = seal::Keyring::Open({.folder = KeysFolder(installation_.data).string(),
                                        .master_path = installation_.master_key.string()});
    if (!keyring) {
      Failure failure = seal::ToFailure(keyring.error());
      failure.values.emplace_back("detail", keyring.error().detail);  // The operator may see files.
      return Unexpected{failure};
    }
    keys_ = *std::move(keyring);
  }
  sealer_ = std::make_unique<seal::Sealer>(*keys_, installation_.id_text());
  return Done{};
}

Expected<Done, Failure> Process::Serve(const Options& options) {
  const fs::path& data = installation_.data;
  auto tokens = rpc::TokenStore::Open(TokensFile(data).string());
  if (!tokens) return Unexpected{tokens.error()};
  tokens_ = *std::move(tokens);
  const auto key = ReadRequestKey(data);
  if (!key) return Unexpected{key.error()};
  if (const auto opened = OpenKeys(); !opened) return opened;
  auto endpoint = observability::MetricsEndpoint::Start(metrics_, options.metrics_port);
  if (!endpoint) return Unexpected{endpoint.error()};
  metrics_endpoint_ = *std::move(endpoint);

  shell_ = std::make_unique<rpc::Shell>(*tokens_, *key, metrics_);
  for (const Part& part : parts_) {
    Host& host = *FindHost(part.definition.service);
    auto apis = part.make_apis({*shell_, host.engine(), *sealer_, *connections_, host.engine()});
    if (!apis) return Unexpected{apis.error()};
    std::move(apis->begin(), apis->end(), std::back_inserter(services_));
  }
  AddAdministration();
  AddSimulation();
  std::vector<rpc::Service*> served;
  for (const auto& service : services_) served.push_back(service.get());
  auto server = rpc::Server::Start({options.address, options.tls}, *shell_, served);
  if (!server) return Unexpected{server.error()};
  server_ = *std::move(server);
  connections_->AddLocal(server_->InProcessChannel());
  return Done{};
}

// What every process serves of how it stands, its logs, what is parked, and who may call.
void Process::AddAdministration() {
  std::vector<Host*> hosts;
  std::vector<engine::RunningEngine*> engines;
  TokenApi::IsRegistered is_registered;
  for (std::size_t i = 0; i < hosts_.size(); ++i) {
    hosts.push_back(hosts_[i].get());
    engines.push_back(&hosts_[i]->engine());
    if (parts_[i].partner_stream.empty()) continue;
    is_registered = [&owner = *hosts_[i], stream = parts_[i].partner_stream](
                        const std::string& partner) { return owner.HasStream(partner, stream); };
  }
  engine::RunningEngine& any = *engines.at(0);
  peer_check_ = std::make_unique<PeerCheck>(
      *connections_, std::vector<const Host*>(hosts.begin(), hosts.end()), installation_.id);
  auto status = std::make_unique<StatusApi>(
      *shell_, hosts, StatusApi::Process{*clock_, simulated_ != nullptr, [this] {
                                           return peer_check_->unanswered();
                                         }});
  status_api_ = status.get();
  services_.push_back(std::move(status));
  services_.push_back(std::make_unique<HistoryApi>(*shell_, installation_.id, std::move(hosts)));
  services_.push_back(std::make_unique<ParkedApi>(*shell_, std::move(engines)));
  services_.push_back(std::make_unique<TokenApi>(*shell_, any, *tokens_, std::move(is_registered)));
  if (Host* keeper = FindHost(kKeeper)) {
    services_.push_back(std::make_unique<KeyApi>(*shell_, keeper->engine(), *keys_));
  }
}

void Process::AddSimulation() {
  engine::RunningEngine& any = hosts_.at(0)->engine();
  if (local_time_) services_.push_back(std::make_unique<ClockApi>(*shell_, any, *local_time_));
  if (FindHost(kKeeper) == nullptr) return;
  // The conductor calls this server, so it is made once there is one, and used only after that.
  auto api = std::make_unique<ConductorApi>(*shell_, any, *clock_,
                                            [this]() -> Conductor* { return conductor_.get(); });
  conductor_api_ = api.get();
  services_.push_back(std::move(api));
}

Expected<Done, Failure> Process::Connect(const Options& options) {
  for (const Part& part : parts_) {
    for (const auto& [target, make] : part.effects) {
      auto effect = make({installation_, *connections_, *clock_, *keys_});
      if (!effect) return Unexpected{effect.error()};
      routers_[part.definition.service]->RouteEffect(target, *std::move(effect));
    }
  }
  for (const auto& host : hosts_) {
    if (host->sources().empty()) continue;
    if (options.kafka) {
      auto transport = bus::kafka::KafkaTransport::Open(*options.kafka, installation_.id);
      if (!transport) return Unexpected{transport.error()};
      host->Connect(*std::move(transport),
                    std::make_unique<HistoryFetcher>(*connections_, host->service()));
      continue;
    }
    std::vector<engine::RunningEngine*> engines;
    for (const std::string& source : host->sources()) {
      engines.push_back(&FindHost(source)->engine());
    }
    host->Connect(std::make_unique<bus::EmbeddedTransport>(engines),
                  std::make_unique<bus::EmbeddedFetcher>(engines));
  }
  for (const auto& host : hosts_) {
    const auto added = AddReadings(metrics_, *host);
    readings_.insert(readings_.end(), added.begin(), added.end());
  }
  if (options.kafka) AddFeeds(*options.kafka);
  if (local_time_ && conductor_api_ != nullptr) AddConductor();
  return Done{};
}

void Process::AddFeeds(const bus::kafka::Settings& settings) {
  for (const Part& part : parts_) {
    if (!part.make_feeds) continue;
    feeds_ = part.make_feeds(FindHost(part.definition.service)->engine());
    feed_relay_ =
        std::make_unique<bus::kafka::FeedRelay>(*feeds_, settings, installation_.id_text());
    readings_.push_back(metrics_.AddReading(
        "recourse_partner_topics_waiting", "Partners whose topic cannot be written to now.",
        {{"service", part.definition.service}},
        [relay = feed_relay_.get()] { return static_cast<double>(relay->in_trouble()); }));
  }
}

void Process::AddConductor() {
  std::vector<Conducted*> all = {local_time_.get()};
  for (const auto& [service, address] : connections_->peers()) {
    remote_times_.push_back(std::make_unique<RemoteTime>(connections_->To(service, kConductor)));
    all.push_back(remote_times_.back().get());
  }
  conductor_ = std::make_unique<Conductor>(
      std::move(all), [this](const Dated& command, std::function<void(rpc::Client::Answer)> done) {
        const auto service = ServiceOf(command.method);
        CHECK(service);  // The conductor's API takes no other.
        Conductor::CallBy(connections_->To(*service, kConductor))(command, std::move(done));
      });
}

void Process::Stop(std::chrono::milliseconds grace) {
  if (!std::exchange(started_, false)) return;
  std::error_code ignored;
  fs::remove(own_folder() / "address", ignored);
  peer_check_->Stop();
  if (conductor_api_ != nullptr) conductor_api_->Stop();
  server_->Stop(grace);
  connections_->Close();
  for (const auto& [service, router] : routers_) router->Close();
  for (const auto& host : hosts_) host->Stop();
  if (feed_relay_) feed_relay_->Stop();
}

}  // namespace recourse::process
