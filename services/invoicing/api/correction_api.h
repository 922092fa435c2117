#pragma once

#include "libs/rpc/service.h"
#include "recourse/invoicing/v1/correction_service.pb.h"
#include "services/invoicing/domain/cancellation.h"

namespace recourse::invoicing {

// `account` is "accounts/a1".
v1::Cancellation ToCancellation(const std::string& account, const Cancellation& cancellation);

// recourse.invoicing.v1.CorrectionService. Thread safe.
class CorrectionApi final : public rpc::Service {
 public:
  // Both outlive this.
  CorrectionApi(rpc::Shell& shell, engine::Commands& commands);
};

}  // namespace recourse::invoicing
