#pragma once

#include "libs/rpc/service.h"

namespace recourse::invoicing {

// recourse.invoicing.v1.ConversionService. Thread safe.
class ConversionApi final : public rpc::Service {
 public:
  // Both outlive this.
  ConversionApi(rpc::Shell& shell, engine::Commands& commands);
};

}  // namespace recourse::invoicing
