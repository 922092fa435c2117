#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "libs/bus/consumer.h"
#include "libs/bus/embedded_transport.h"
#include "libs/engine/disk_space.h"
#include "libs/engine/running_engine.h"
#include "libs/engine/storage.h"
#include "services/standalone/installation.h"

namespace recourse::standalone {

// One of the services of this process: its storage, its engine, and the inbox that the other
// services' events come in by. The order of a life: Open all, Connect each, Start each, Stop each.
class Host {
 public:
  struct Parts {
    const Installation& installation;
    const Clock& clock;
    engine::Outbound& outbound;
    std::function<void(const std::string&)> say;  // Takes a line for the operator.
  };

  static Expected<std::unique_ptr<Host>, Failure> Open(engine::Definition definition,
                                                       const Parts& parts);
  ~Host();

  // Takes events from those of `all` that the definition listens to.
  void Connect(const std::vector<Host*>& all);
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
  // The services whose events it takes.
  const std::vector<Host*>& sources() const { return sources_; }

 private:
  explicit Host(engine::Definition definition) : definition_(std::move(definition)) {}

  const engine::Definition definition_;
  engine::Storage storage_;
  std::optional<engine::DiskSpace> space_;
  std::unique_ptr<engine::RunningEngine> engine_;
  std::vector<Host*> sources_;
  std::unique_ptr<bus::EmbeddedTransport> transport_;
  std::unique_ptr<bus::EmbeddedFetcher> fetcher_;
  std::unique_ptr<bus::Consumer> consumer_;
};

}  // namespace recourse::standalone
