#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "libs/base/clock.h"
#include "libs/bus/feed_source.h"
#include "libs/engine/definition.h"
#include "libs/engine/engine.h"
#include "libs/engine/running_engine.h"
#include "libs/process/connections.h"
#include "libs/process/installation.h"
#include "libs/process/router.h"
#include "libs/rpc/service.h"
#include "libs/rpc/shell.h"
#include "libs/seal/key_source.h"
#include "libs/seal/sealer.h"

namespace recourse::process {

// What a service brings along to be run in a process.
struct Part {
  // What its gRPC services stand on; all of it outlives them.
  struct ApiBase {
    rpc::Shell& shell;
    engine::Commands& commands;
    const seal::Sealer& sealer;
    const Connections& connections;  // Of this process's own services only once it serves.
    const engine::StreamReader& streams;
  };
  // What an effect stands on; all of it outlives it.
  struct EffectBase {
    const Installation& installation;
    const Connections& connections;
    const Clock& clock;
    seal::KeySource& keys;
  };
  using Apis = std::vector<std::unique_ptr<rpc::Service>>;
  using MakeApis = std::function<Expected<Apis, Failure>(const ApiBase&)>;
  using MakeEffect = std::function<Expected<Router::Effect, Failure>(const EffectBase&)>;

  engine::Definition definition;
  MakeApis make_apis;
  // What keeps the service's promises within the process, by target.
  std::map<std::string, MakeEffect> effects = {};
  // The stream that each partner who was registered has in its home; empty in a service that does
  // not know.
  std::string partner_stream = {};
  // What it tells those outside; null in a service that tells nobody.
  std::function<std::unique_ptr<bus::FeedSource>(engine::RunningEngine&)> make_feeds = {};
};

}  // namespace recourse::process
