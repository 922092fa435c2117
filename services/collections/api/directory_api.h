#pragma once

#include "libs/rpc/service.h"

namespace recourse::collections {

// recourse.collections.v1.AgencyDirectoryService: which agencies cases can choose from.
class DirectoryApi final : public rpc::Service {
 public:
  DirectoryApi(rpc::Shell& shell, engine::Commands& commands);
};

}  // namespace recourse::collections
