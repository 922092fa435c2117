#include "services/standalone/host.h"

#include <algorithm>

#include "libs/engine/log_failure.h"
#include "libs/eventlog/hash.h"

namespace recourse::standalone {
namespace {

// Whether `definition` acts on any event of `service`: types are "recourse.<service>.v1.<Event>".
bool Listens(const engine::Definition& definition, const std::string& service) {
  const std::string prefix = "recourse." + service + ".";
  return std::any_of(definition.listens_to.begin(), definition.listens_to.end(),
                     [&](const std::string& type) { return type.starts_with(prefix); });
}

}  // namespace

Expected<std::unique_ptr<Host>, Failure> Host::Open(engine::Definition definition,
                                                    const Parts& parts) {
  std::unique_ptr<Host> host(new Host(std::move(definition)));
  const std::string& service = host->service();
  auto storage =
      engine::OpenStorage(parts.installation.storage(service), parts.installation.identity(service),
                          host->definition_, kWriters, parts.say);
  if (!storage) return Unexpected{storage.error()};
  host->storage_ = *std::move(storage);
  host->space_.emplace(parts.installation.storage(service).folder);

  engine::RunningEngine::Options options;
  options.writers = kWriters;
  options.has_room = [space = &*host->space_] { return space->Enough(); };
  options.fire_timers = !parts.installation.simulated_from;
  auto engine = engine::RunningEngine::Open(
      {host->definition_, *host->storage_.log, host->storage_.witness_pointers(),
       *host->storage_.derived, parts.clock, parts.outbound},
      options);
  if (!engine) return Unexpected{engine.error()};
  host->engine_ = *std::move(engine);
  host->kafka_ = parts.kafka;
  if (parts.kafka) {
    host->relay_ = std::make_unique<bus::kafka::Relay>(
        *host->engine_, *parts.kafka, parts.installation.storage(service).folder / "relay.cursor");
  }
  return host;
}

Host::~Host() = default;

Expected<Done, Failure> Host::CheckTopic() { return relay_ ? relay_->Check() : Done{}; }

Expected<Done, Failure> Host::Connect(const std::vector<Host*>& all) {
  std::vector<engine::RunningEngine*> engines;
  std::vector<std::string> names;
  for (Host* host : all) {
    if (host == this || !Listens(definition_, host->service())) continue;
    sources_.push_back(host);
    engines.push_back(&host->engine());
    names.push_back(host->service());
  }
  if (engines.empty()) return Done{};
  if (kafka_) {
    auto transport =
        bus::kafka::KafkaTransport::Open(*kafka_, storage_.log->identity().installation);
    if (!transport) return Unexpected{transport.error()};
    transport_ = *std::move(transport);
  } else {
    transport_ = std::make_unique<bus::EmbeddedTransport>(engines);
  }
  fetcher_ = std::make_unique<bus::EmbeddedFetcher>(engines);
  consumer_ = std::make_unique<bus::Consumer>(*engine_, names, *transport_, *fetcher_);
  return Done{};
}

void Host::Start() {
  engine_->Start();
  if (relay_) relay_->Start();
  if (consumer_) consumer_->Start();
}

void Host::Stop() {
  if (consumer_) consumer_->Stop();
  engine_->Stop();
  if (relay_) relay_->Stop();
}

void Host::Disconnect() {
  consumer_.reset();
  transport_.reset();
  sources_.clear();
}

bool Host::Idle() const {
  for (const Host* source : sources_) {
    for (std::uint32_t shard = 0; shard < storage_.log->identity().shards; ++shard) {
      if (consumer_->mark(source->service(), shard) < source->engine().released(shard)) {
        return false;
      }
    }
  }
  return engine_->Idle();
}

bool Host::HasStream(const std::string& home, const std::string& stream) const {
  const std::uint32_t shard = eventlog::ShardOf(home, storage_.log->identity().shards);
  const std::uint64_t released = engine_->released(shard);
  const std::uint64_t applied = engine_->applied(shard);
  bool found = false;
  engine_->ScanStream(home, stream, 1, [&](std::uint64_t, std::string_view) {
    found = true;
    return false;
  });
  if (found || applied >= released) return found;
  // The index has not come as far as the log: the rest is read.
  engine::Record record;
  const auto scanned =
      engine_->log().Scan(shard, applied + 1, [&](std::uint64_t sequence, std::string_view bytes) {
        if (sequence > released) return false;
        CHECK(record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
        found = record.home() == home && record.stream() == stream;
        return !found;
      });
  if (!scanned) engine::EndOnLogError(scanned.error());
  return found;
}

}  // namespace recourse::standalone
