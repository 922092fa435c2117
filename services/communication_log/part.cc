#include "services/communication_log/part.h"

#include <memory>
#include <utility>

#include "libs/process/initialise.h"
#include "services/communication_log/outbox/outbox_folder.h"
#include "services/communication_log/outbox/outbox_worker.h"
#include "services/communication_log/outbox/templates.h"
#include "services/communication_log/service.h"

namespace recourse::communication_log {
namespace {

// The worker, with what it stands on.
struct Outbox {
  Templates templates;
  OutboxFolder folder;
  std::unique_ptr<OutboxWorker> worker = {};
};

Expected<process::Router::Effect, Failure> MakeOutbox(const PartOptions& options,
                                                      const process::Part::EffectBase& base) {
  const std::string service = MakeDefinition().service;
  auto templates = Templates::Load(options.templates);
  if (!templates) return Unexpected{templates.error()};
  auto folder = OutboxFolder::Open(process::OutboxFolder(base.installation.data));
  if (!folder) return Unexpected{folder.error()};
  const auto outbox = std::make_shared<Outbox>(Outbox{*std::move(templates), *std::move(folder)});
  outbox->worker = std::make_unique<OutboxWorker>(OutboxWorker::Parts{
      base.connections.To("invoicing", service), base.connections.To("collections", service),
      outbox->templates, outbox->folder, base.clock, base.keys, options.mail_domain});
  return process::Router::Effect([outbox](const std::string& home, const engine::PromiseCall& call,
                                          const std::string& request_id, auto done) {
    outbox->worker->Send(home, call, request_id, std::move(done));
  });
}

}  // namespace

process::Part MakePart(const PartOptions& options) {
  return {.definition = MakeDefinition(),
          .make_apis =
              [](const process::Part::ApiBase& base) {
                return MakeApis({base.shell, base.commands, base.sealer});
              },
          .effects = {{"outbox", [options](const process::Part::EffectBase& base) {
                         return MakeOutbox(options, base);
                       }}}};
}

}  // namespace recourse::communication_log
