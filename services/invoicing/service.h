#pragma once

#include <memory>
#include <vector>

#include "libs/engine/definition.h"
#include "libs/engine/engine.h"
#include "libs/engine/stream_reader.h"
#include "libs/rpc/service.h"
#include "libs/seal/sealer.h"
#include "services/invoicing/domain/regime.h"

namespace recourse::invoicing {

// What makes an engine the service of invoicing.
engine::Definition MakeDefinition();

// What its API stands on; all of it outlives the API.
struct Parts {
  rpc::Shell& shell;
  engine::Commands& commands;
  const engine::StreamReader& streams;
  const seal::Sealer& sealer;
  std::shared_ptr<const RateBook> rates;  // That interest and fixed sums are computed from.
};

std::vector<std::unique_ptr<rpc::Service>> MakeApis(const Parts& parts);

}  // namespace recourse::invoicing
