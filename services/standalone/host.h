#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "libs/bus/consumer.h"
#include "libs/bus/embedded_transport.h"
#include "libs/bus/kafka/kafka_transport.h"
#include "libs/bus/kafka/relay.h"
#include "libs/engine/disk_space.h"
#include "libs/engine/running_engine.h"
#include "libs/engine/storage.h"
#include "services/standalone/installation.h"

namespace recourse::standalone {

// One of the services of this process: its storage, its engine, and the inbox that the other
// services' events come in by. The order of a life: Open all, CheckTopic and Connect each, Start
// each, Stop each.
class Host {
 public:
  struct Parts {
    const Installation& installation;
    const Clock& clock;
    engine::Outbound& outbound;
    std::function<void(const std::string&)> say;  // Takes a line for the operator.
    // Nothing: events pass within the process.
    std::optional<bus::kafka::Settings> kafka = std::nullopt;
  };

  static Expected<std::unique_ptr<Host>, Failure> Open(engine::Definition definition,
                                                       const Parts& parts);
  ~Host();

  // Holds its topic against its log, see Relay::Check; nothing if events pass within the process.
  Expected<Done, Failure> CheckTopic();
  // Takes events from those of `all` that the definition listens to.
  Expected<Done, Failure> Connect(const std::vector<Host*>& all);
  void Start();
  void Stop();
  // Lets go of the other hosts; before any of them is destroyed.
  void Disconnect();

  const std::string& service() const { return definition_.service; }
  engine::RunningEngine& engine() { return *engine_; }
  const engine::RunningEngine& engine() const { return *engine_; }
  // Whether all that the sources have released has been consumed, and nothing is under way here.
  bool Idle() const;
  // Whether anything is recorded in a stream, of all that is released by now.
  bool HasStream(const std::string& home, const std::string& stream) const;
  // The services whose events it takes, and how many of them are known and not consumed.
  const std::vector<Host*>& sources() const { return sources_; }
  std::uint64_t behind(const std::string& source) const { return consumer_->behind(source); }
  // What publishes its events; null if they pass within the process.
  const bus::kafka::Relay* relay() const { return relay_.get(); }

 private:
  explicit Host(engine::Definition definition) : definition_(std::move(definition)) {}

  const engine::Definition definition_;
  engine::Storage storage_;
  std::optional<engine::DiskSpace> space_;
  std::unique_ptr<engine::RunningEngine> engine_;
  std::optional<bus::kafka::Settings> kafka_;
  std::unique_ptr<bus::kafka::Relay> relay_;
  std::vector<Host*> sources_;
  std::unique_ptr<bus::Transport> transport_;
  std::unique_ptr<bus::EmbeddedFetcher> fetcher_;
  std::unique_ptr<bus::Consumer> consumer_;
};

}  // namespace recourse::standalone
