#pragma once

#include "libs/rpc/service.h"
#include "services/invoicing/api/directory_lists.h"

namespace recourse::invoicing {

// recourse.invoicing.v1.DraftService. Thread safe.
class DraftApi final : public rpc::Service {
 public:
  // All three outlive this.
  DraftApi(rpc::Shell& shell, engine::Commands& commands, const engine::StreamReader& streams);

 private:
  const DirectoryLists directory_;
};

}  // namespace recourse::invoicing
