#pragma once

#include <memory>
#include <vector>

#include "libs/engine/definition.h"
#include "libs/engine/engine.h"
#include "libs/rpc/service.h"
#include "libs/rpc/shell.h"
#include "libs/seal/sealer.h"

// The service as a whole: what the engine runs, and what callers reach.
namespace recourse::dispute {

engine::Definition MakeDefinition();

// What the API stands on; all of it outlives the API.
struct Parts {
  rpc::Shell& shell;
  engine::Commands& commands;
  const seal::Sealer& sealer;
};

std::vector<std::unique_ptr<rpc::Service>> MakeApis(const Parts& parts);

}  // namespace recourse::dispute
