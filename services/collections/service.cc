#include "services/collections/service.h"

#include "services/collections/api/collections_api.h"
#include "services/collections/api/directory_api.h"
#include "services/collections/api/partner_api.h"
#include "services/collections/reactions/invoicing_events.h"
#include "services/collections/reactions/promises.h"
#include "services/collections/reactions/timers.h"
#include "services/collections/views/call_list.h"
#include "services/collections/views/case_list.h"
#include "services/collections/views/feed_entries.h"
#include "services/collections/views/partner_list.h"
#include "services/collections/views/placement_list.h"

namespace recourse::collections {

engine::Definition MakeDefinition() {
  engine::Definition definition;
  definition.service = "collections";
  definition.views = {std::make_shared<CallList>(), std::make_shared<CaseList>(),
                      std::make_shared<FeedEntries>(), std::make_shared<PartnerList>(),
                      std::make_shared<PlacementList>()};
  definition.timers = TimersOf;
  definition.promise = PromiseOf;
  definition.on_timer = RunCase;
  definition.on_answer = TakeAnswer;
  definition.listens_to = ObservedTypes();
  definition.on_event = Observe;
  return definition;
}

std::vector<std::unique_ptr<rpc::Service>> MakeApis(const Parts& parts) {
  std::vector<std::unique_ptr<rpc::Service>> apis;
  apis.push_back(std::make_unique<CollectionsApi>(parts.shell, parts.commands));
  apis.push_back(std::make_unique<PartnerApi>(parts.shell, parts.commands, parts.find_debtor));
  apis.push_back(std::make_unique<DirectoryApi>(parts.shell, parts.commands));
  return apis;
}

}  // namespace recourse::collections
