#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "libs/bus/consumer.h"
#include "libs/bus/kafka/relay.h"
#include "libs/engine/disk_space.h"
#include "libs/engine/running_engine.h"
#include "libs/engine/storage.h"
#include "libs/process/conducted.h"
#include "libs/process/installation.h"

namespace recourse::process {

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
    // Nothing: it publishes nothing.
    std::optional<bus::kafka::Settings> kafka = std::nullopt;
  };

  static Expected<std::unique_ptr<Host>, Failure> Open(engine::Definition definition,
                                                       const Parts& parts);
  ~Host();

  // Holds its topic against its log, see Relay::Check; nothing if it publishes nothing.
  Expected<Done, Failure> CheckTopic();
  // The same for all of them at once: brokers that are away are waited for.
  static Expected<Done, Failure> CheckTopics(const std::vector<std::unique_ptr<Host>>& hosts);
  // Takes the events of its sources from there. Once, before Start.
  void Connect(std::unique_ptr<bus::Transport> transport, std::unique_ptr<bus::Fetcher> fetcher);
  void Start();
  void Stop();
  // Lets go of what Connect gave; before what that stands on is destroyed.
  void Disconnect();

  const std::string& service() const { return definition_.service; }
  engine::RunningEngine& engine() { return *engine_; }
  const engine::RunningEngine& engine() const { return *engine_; }
  // The services whose events it takes, and how many of them are known and not consumed.
  const std::vector<std::string>& sources() const { return sources_; }
  std::uint64_t behind(const std::string& source) const { return consumer_->behind(source); }
  // Through how many of them it has come, over all shards.
  std::uint64_t consumed(const std::string& source) const;
  // Whether it has anything left to do. Not before Connect, if it has sources.
  ServiceStanding Look() const;
  // Whether anything is recorded in a stream, of all that is released by now.
  bool HasStream(const std::string& home, const std::string& stream) const;
  // What publishes its events; null if it does not.
  const bus::kafka::Relay* relay() const { return relay_.get(); }
  // Whether commands are taken.
  engine::DiskSpace& space() { return *space_; }

 private:
  explicit Host(engine::Definition definition);

  const engine::Definition definition_;
  const std::vector<std::string> sources_;
  engine::Storage storage_;
  std::optional<engine::DiskSpace> space_;
  std::unique_ptr<engine::RunningEngine> engine_;
  std::unique_ptr<bus::kafka::Relay> relay_;
  std::unique_ptr<bus::Transport> transport_;
  std::unique_ptr<bus::Fetcher> fetcher_;
  std::unique_ptr<bus::Consumer> consumer_;
};

}  // namespace recourse::process
