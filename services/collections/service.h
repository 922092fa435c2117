#pragma once

#include <memory>
#include <vector>

#include "libs/engine/definition.h"
#include "libs/engine/engine.h"
#include "libs/rpc/service.h"
#include "services/collections/api/debtor_reader.h"

namespace recourse::collections {

// All that makes an engine the service "collections". Listens to invoicing, and asks
// "communication_log" and, by its own API, "collections".
engine::Definition MakeDefinition();

// What the APIs stand on; all of it outlives them.
struct Parts {
  rpc::Shell& shell;
  engine::Commands& commands;
  FindDebtor find_debtor;  // Who knows the debtors.
};

// CollectionsService for staff, PartnerService for agencies, AgencyDirectoryService for the cases
// themselves.
std::vector<std::unique_ptr<rpc::Service>> MakeApis(const Parts& parts);

}  // namespace recourse::collections
