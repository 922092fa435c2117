#include "services/communication_log/service.h"

#include "services/communication_log/api/communication_log_api.h"
#include "services/communication_log/reactions/outbox_promise.h"
#include "services/communication_log/views/contact_history.h"

namespace recourse::communication_log {

engine::Definition MakeDefinition() {
  engine::Definition definition;
  definition.service = "communication_log";
  definition.views = {std::make_shared<ContactHistory>()};
  definition.promise = PromiseOf;
  definition.on_answer = RecordAnswer;
  return definition;
}

std::vector<std::unique_ptr<rpc::Service>> MakeApis(const Parts& parts) {
  std::vector<std::unique_ptr<rpc::Service>> apis;
  apis.push_back(std::make_unique<CommunicationLogApi>(parts.shell, parts.commands, parts.sealer));
  return apis;
}

}  // namespace recourse::communication_log
