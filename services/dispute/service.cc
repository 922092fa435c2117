#include "services/dispute/service.h"

#include "services/dispute/api/dispute_api.h"
#include "services/dispute/reactions/promises.h"
#include "services/dispute/views/dispute_list.h"

namespace recourse::dispute {

engine::Definition MakeDefinition() {
  engine::Definition definition;
  definition.service = "dispute";
  definition.views = {std::make_shared<DisputeList>()};
  definition.promise = PromiseOf;
  definition.on_answer = RecordAnswer;
  return definition;
}

std::vector<std::unique_ptr<rpc::Service>> MakeApis(const Parts& parts) {
  std::vector<std::unique_ptr<rpc::Service>> apis;
  apis.push_back(std::make_unique<DisputeApi>(parts.shell, parts.commands, parts.sealer));
  return apis;
}

}  // namespace recourse::dispute
