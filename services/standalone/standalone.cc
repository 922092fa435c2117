#include "services/standalone/standalone.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <future>
#include <iterator>
#include <utility>

#include "libs/base/hex.h"
#include "services/collections/homes.h"
#include "services/collections/service.h"
#include "services/communication_log/service.h"
#include "services/dispute/service.h"
#include "services/invoicing/service.h"
#include "services/standalone/clock_file.h"
#include "services/standalone/initialise.h"
#include "services/standalone/log_agreement.h"
#include "services/standalone/parked_api.h"
#include "services/standalone/token_api.h"

namespace recourse::standalone {
namespace {

namespace fs = std::filesystem;

// A simulated clock goes on where it stood, but never before what is recorded.
Expected<Instant, Failure> LastMoment(const fs::path& data,
                                      const std::vector<std::unique_ptr<Host>>& hosts,
                                      Instant start) {
  const auto stood = ClockFile(data).Read();
  if (!stood) return Unexpected{stood.error()};
  start = std::max(start, stood->value_or(start));
  for (const auto& host : hosts) {
    const auto& log = host->engine().log();
    for (std::uint32_t shard = 0; shard < log.identity().shards; ++shard) {
      start = std::max(start, Instant(Instant::duration(log.head(shard).recorded_at_us)));
    }
  }
  return start;
}

// All at once: brokers that are away are waited for.
Expected<Done, Failure> CheckTopics(const std::vector<Host*>& hosts) {
  std::vector<std::future<Expected<Done, Failure>>> checks;
  for (Host* host : hosts) {
    checks.push_back(std::async(std::launch::async, [host] { return host->CheckTopic(); }));
  }
  Expected<Done, Failure> all = Done{};
  for (auto& check : checks) {
    auto checked = check.get();
    if (all) all = std::move(checked);
  }
  return all;
}

Expected<rpc::KeyedHash, Failure> ReadRequestKey(const fs::path& data) {
  const auto text = rpc::ReadTokenFile(RequestKeyFile(data).string());
  if (!text) return Unexpected{text.error()};
  const auto key = FromHex(*text);
  if (!key || key->size() != rpc::KeyedHash::kKeyBytes) {
    return Unexpected{Failure{Failure::Kind::kInvalid,
                              "REQUEST_KEY",
                              RequestKeyFile(data).string() + ": is not 64 hexadecimal digits",
                              {}}};
  }
  return rpc::KeyedHash(*key);
}

}  // namespace

Expected<std::unique_ptr<Standalone>, Failure> Standalone::Start(const Options& options,
                                                                 const Say& say) {
  std::unique_ptr<Standalone> self(new Standalone());
  auto installation = ReadInstallation(fs::absolute(options.data));
  if (!installation) return Unexpected{installation.error()};
  self->installation_ = *std::move(installation);
  const auto opened = self->OpenHosts(options, say);
  if (!opened) return Unexpected{opened.error()};
  const auto served = self->Serve(options);
  if (!served) return Unexpected{served.error()};
  const auto routed = self->Route(options);
  if (!routed) return Unexpected{routed.error()};

  for (const auto& host : self->hosts_) host->Start();
  self->started_ = true;
  std::ofstream(self->installation_.data / "address") << self->address() << '\n';
  return self;
}

Standalone::~Standalone() {
  Stop(std::chrono::milliseconds(0));
  for (const std::uint64_t reading : readings_) metrics_.RemoveReading(reading);
  server_.reset();
  services_.clear();  // They listen to the engines, and the hosts to each other.
  for (const auto& host : hosts_) host->Disconnect();
}

Host& Standalone::host(const std::string& service) {
  const auto found = std::find_if(hosts_.begin(), hosts_.end(),
                                  [&](const auto& host) { return host->service() == service; });
  CHECK(found != hosts_.end());
  return **found;
}

Expected<Done, Failure> Standalone::OpenHosts(const Options& options, const Say& say) {
  if (installation_.simulated_from) {
    auto clock = std::make_unique<SimulatedClock>(Instant(*installation_.simulated_from));
    simulated_ = clock.get();
    clock_ = std::move(clock);
  } else {
    clock_ = std::make_unique<SystemClock>();
  }
  engine::Definition definitions[] = {invoicing::MakeDefinition(), dispute::MakeDefinition(),
                                      communication_log::MakeDefinition(),
                                      collections::MakeDefinition()};
  const auto agreed = CheckLogAgreement(installation_);
  if (!agreed) return agreed;
  std::vector<Host*> all;
  for (engine::Definition& definition : definitions) {
    auto& router = routers_[definition.service] = std::make_unique<Router>();
    auto host =
        Host::Open(std::move(definition), {installation_, *clock_, *router, say, options.kafka});
    if (!host) return Unexpected{host.error()};
    hosts_.push_back(*std::move(host));
    all.push_back(hosts_.back().get());
  }
  if (const auto checked = CheckTopics(all); !checked) return checked;
  for (Host* host : all) {
    const auto connected = host->Connect(all);
    if (!connected) return connected;
  }
  if (simulated_ == nullptr) return Done{};
  const auto last = LastMoment(installation_.data, hosts_, simulated_->Now());
  if (!last) return Unexpected{last.error()};
  simulated_->AdvanceTo(*last);
  return Done{};
}

Expected<Done, Failure> Standalone::Serve(const Options& options) {
  const fs::path& data = installation_.data;
  auto tokens = rpc::TokenStore::Open(TokensFile(data).string());
  if (!tokens) return Unexpected{tokens.error()};
  tokens_ = *std::move(tokens);
  const auto key = ReadRequestKey(data);
  if (!key) return Unexpected{key.error()};
  auto keyring = seal::Keyring::Open(
      {.folder = KeysFolder(data).string(), .master_path = installation_.master_key.string()});
  if (!keyring) {
    Failure failure = seal::ToFailure(keyring.error());
    failure.values.emplace_back("detail", keyring.error().detail);  // The operator may see files.
    return Unexpected{failure};
  }
  keyring_ = *std::move(keyring);
  sealer_ = std::make_unique<seal::Sealer>(*keyring_, installation_.id_text());
  auto endpoint = observability::MetricsEndpoint::Start(metrics_, options.metrics_port);
  if (!endpoint) return Unexpected{endpoint.error()};
  metrics_endpoint_ = *std::move(endpoint);
  AddReadings();

  shell_ = std::make_unique<rpc::Shell>(*tokens_, *key, metrics_);
  const auto add = [this](std::vector<std::unique_ptr<rpc::Service>> services) {
    std::move(services.begin(), services.end(), std::back_inserter(services_));
  };
  add(invoicing::MakeApis({*shell_, host("invoicing").engine(), *sealer_}));
  add(dispute::MakeApis({*shell_, host("dispute").engine(), *sealer_}));
  add(communication_log::MakeApis({*shell_, host("communication_log").engine(), *sealer_}));
  add(collections::MakeApis({*shell_, host("collections").engine()}));

  std::vector<Host*> all;
  std::vector<engine::RunningEngine*> engines;
  for (const auto& host : hosts_) {
    all.push_back(host.get());
    engines.push_back(&host->engine());
  }
  services_.push_back(std::make_unique<HistoryApi>(*shell_, installation_.id, all));
  services_.push_back(std::make_unique<ParkedApi>(*shell_, engines));
  services_.push_back(std::make_unique<TokenApi>(
      *shell_, host("invoicing").engine(), *tokens_,
      [&owner = host("collections")](const std::string& partner) {
        return owner.HasStream(partner, std::string(collections::kPartnerStream));
      }));
  // The conductor's own client is made once there is a server to call; it is used only after that.
  auto conductor_api =
      std::make_unique<ConductorApi>(*shell_, host("invoicing").engine(), *clock_, ClockFile(data),
                                     [this]() -> Conductor* { return conductor_.get(); });
  conductor_api_ = conductor_api.get();
  services_.push_back(std::move(conductor_api));

  std::vector<rpc::Service*> served;
  for (const auto& service : services_) served.push_back(service.get());
  auto server = rpc::Server::Start({options.address, options.tls}, *shell_, served);
  if (!server) return Unexpected{server.error()};
  server_ = *std::move(server);
  return Done{};
}

void Standalone::AddCount(const char* name, const char* help, const observability::Labels& labels,
                          std::function<std::uint64_t()> count) {
  readings_.push_back(metrics_.AddReading(
      name, help, labels, [count = std::move(count)] { return static_cast<double>(count()); }));
}

// What an operator should be told of.
void Standalone::AddReadings() {
  for (const auto& host : hosts_) {
    const auto add = [&](const char* name, const char* help, auto count) {
      AddCount(name, help, {{"service", host->service()}},
               [&engine = host->engine(), count] { return (engine.*count)(); });
    };
    add("recourse_parked_events", "Events of other services that wait for an operator.",
        &engine::RunningEngine::parked_events);
    add("recourse_parked_promises",
        "Homes and targets whose promises wait for an operator, being invalid or forbidden.",
        &engine::RunningEngine::parked_promises);
    for (const Host* source : host->sources()) {
      const std::string& name = source->service();
      AddCount("recourse_consumer_behind_records",
               "Events of another service that are known here and not consumed.",
               {{"service", host->service()}, {"source", name}},
               [&host = *host, name] { return host.behind(name); });
    }
    const auto* relay = host->relay();
    if (relay == nullptr) continue;
    const observability::Labels labels = {{"service", host->service()}};
    AddCount("recourse_relay_behind_records", "Released records that are not on their topic.",
             labels, [relay] { return relay->behind(); });
    AddCount("recourse_relay_restarts",
             "How often the topic was found not to be as it was left, and was read again.", labels,
             [relay] { return relay->restarts(); });
  }
}

Expected<std::unique_ptr<rpc::Client>, Failure> Standalone::ClientOf(const std::string& service) {
  const auto token = rpc::ReadTokenFile(ServiceTokenFile(installation_.data, service).string());
  if (!token) return Unexpected{token.error()};
  return std::make_unique<rpc::Client>(server_->InProcessChannel(), *token);
}

Expected<Done, Failure> Standalone::OpenOutbox(const Options& options) {
  auto templates = communication_log::Templates::Load(options.templates);
  if (!templates) return Unexpected{templates.error()};
  templates_ = std::make_unique<communication_log::Templates>(*std::move(templates));
  auto folder = communication_log::OutboxFolder::Open(OutboxFolder(installation_.data));
  if (!folder) return Unexpected{folder.error()};
  outbox_folder_ = std::make_unique<communication_log::OutboxFolder>(*std::move(folder));
  auto client = ClientOf("communication_log");
  if (!client) return Unexpected{client.error()};
  outbox_client_ = *std::move(client);
  outbox_ =
      std::make_unique<communication_log::OutboxWorker>(communication_log::OutboxWorker::Parts{
          *outbox_client_, *templates_, *outbox_folder_, *clock_, *keyring_, options.mail_domain});
  return Done{};
}

Expected<Done, Failure> Standalone::Route(const Options& options) {
  for (const auto& [service, router] : routers_) {
    auto client = ClientOf(service);
    if (!client) return Unexpected{client.error()};
    router->RouteServices(*std::move(client));
  }
  const auto outbox = OpenOutbox(options);
  if (!outbox) return outbox;
  routers_["communication_log"]->RouteEffect(
      "outbox", [this](const std::string& home, const engine::PromiseCall& call,
                       const std::string& request_id,
                       auto done) { outbox_->Send(home, call, request_id, std::move(done)); });
  if (simulated_ == nullptr) return Done{};
  auto conductor_client = ClientOf("conductor");
  if (!conductor_client) return Unexpected{conductor_client.error()};
  conductor_client_ = *std::move(conductor_client);
  std::vector<Host*> all;
  for (const auto& host : hosts_) all.push_back(host.get());
  conductor_ = std::make_unique<Conductor>(*simulated_, all, Conductor::CallBy(*conductor_client_));
  return Done{};
}

void Standalone::Stop(std::chrono::milliseconds grace) {
  if (!std::exchange(started_, false)) return;
  std::error_code ignored;
  fs::remove(installation_.data / "address", ignored);
  conductor_api_->Stop();
  server_->Stop(grace);
  conductor_client_.reset();
  for (const auto& [service, router] : routers_) router->Close();
  outbox_.reset();
  for (const auto& host : hosts_) host->Stop();
}

}  // namespace recourse::standalone
