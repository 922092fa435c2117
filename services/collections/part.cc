#include "services/collections/part.h"

#include <utility>

#include "services/collections/feeds/partner_feeds.h"
#include "services/collections/homes.h"
#include "services/collections/service.h"

namespace recourse::collections {

process::Part MakePart() {
  return {
      .definition = MakeDefinition(),
      .make_apis =
          [](const process::Part::ApiBase& base) {
            return MakeApis(
                {base.shell, base.commands,
                 [&connections = base.connections](const std::string& account, TakeDebtor take) {
                   ReadDebtor(connections.To("invoicing", "collections"), account, std::move(take));
                 }});
          },
      .partner_stream = std::string(kPartnerStream),
      .make_feeds =
          [](engine::RunningEngine& engine) { return std::make_unique<PartnerFeeds>(engine); }};
}

}  // namespace recourse::collections
