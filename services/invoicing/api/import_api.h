#pragma once

#include "libs/rpc/service.h"
#include "recourse/invoicing/v1/import_service.pb.h"

namespace recourse::invoicing {

// recourse.invoicing.v1.ImportService. Thread safe.
class ImportApi final : public rpc::Service {
 public:
  // Both outlive this.
  ImportApi(rpc::Shell& shell, engine::Commands& commands);
};

}  // namespace recourse::invoicing
