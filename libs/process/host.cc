#include "libs/process/host.h"

#include <algorithm>
#include <future>

#include "libs/engine/log_failure.h"
#include "libs/eventlog/hash.h"

namespace recourse::process {
namespace {

// The other services that `definition` acts on an event of: types are
// "recourse.<service>.v1.<Event>".
std::vector<std::string> SourcesOf(const engine::Definition& definition) {
  std::vector<std::string> sources;
  for (const std::string service : kServices) {
    const std::string prefix = "recourse." + service + ".";
    const bool listens = std::any_of(definition.listens_to.begin(), definition.listens_to.end(),
                                     [&](const auto& type) { return type.starts_with(prefix); });
    if (listens && service != definition.service) sources.push_back(service);
  }
  return sources;
}

}  // namespace

Host::Host(engine::Definition definition)
    : definition_(std::move(definition)), sources_(SourcesOf(definition_)) {}

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
  if (parts.kafka) {
    host->relay_ = std::make_unique<bus::kafka::Relay>(
        *host->engine_, *parts.kafka, parts.installation.storage(service).folder / "relay.cursor");
  }
  return host;
}

Host::~Host() = default;

Expected<Done, Failure> Host::CheckTopic() { return relay_ ? relay_->Check() : Done{}; }

Expected<Done, Failure> Host::CheckTopics(const std::vector<std::unique_ptr<Host>>& hosts) {
  std::vector<std::future<Expected<Done, Failure>>> checks;
  for (const auto& host : hosts) {
    checks.push_back(std::async(std::launch::async, [&host] { return host->CheckTopic(); }));
  }
  Expected<Done, Failure> all = Done{};
  for (auto& check : checks) {
    auto checked = check.get();
    if (all) all = std::move(checked);
  }
  return all;
}

void Host::Connect(std::unique_ptr<bus::Transport> transport,
                   std::unique_ptr<bus::Fetcher> fetcher) {
  transport_ = std::move(transport);
  fetcher_ = std::move(fetcher);
  consumer_ = std::make_unique<bus::Consumer>(*engine_, sources_, *transport_, *fetcher_);
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
  fetcher_.reset();
}

std::uint64_t Host::consumed(const std::string& source) const {
  std::uint64_t consumed = 0;
  for (std::uint32_t shard = 0; shard < storage_.log->identity().shards; ++shard) {
    consumed += consumer_->mark(source, shard);
  }
  return consumed;
}

ServiceStanding Host::Look() const {
  const std::uint32_t shards = storage_.log->identity().shards;
  ServiceStanding standing{.service = service(), .idle = engine_->Idle()};
  for (const std::string& source : sources_) {
    auto& consumed = standing.consumed[source];
    for (std::uint32_t shard = 0; shard < shards; ++shard) {
      consumed.push_back(consumer_->mark(source, shard));
    }
  }
  for (std::uint32_t shard = 0; shard < shards; ++shard) {
    standing.released.push_back(engine_->released(shard));
    standing.applied.push_back(engine_->applied(shard));
  }
  return standing;
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

}  // namespace recourse::process
