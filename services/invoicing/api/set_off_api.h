#pragma once

#include "libs/rpc/service.h"
#include "recourse/invoicing/v1/set_off_service.pb.h"

namespace recourse::invoicing {

// recourse.invoicing.v1.SetOffService. Thread safe.
class SetOffApi final : public rpc::Service {
 public:
  // Both outlive this.
  SetOffApi(rpc::Shell& shell, engine::Commands& commands);
};

}  // namespace recourse::invoicing
