#pragma once

#include "libs/rpc/page.h"
#include "libs/rpc/service.h"
#include "recourse/invoicing/v1/refund_service.pb.h"

namespace recourse::invoicing {

// recourse.invoicing.v1.RefundService. Thread safe.
class RefundApi final : public rpc::Service {
 public:
  // Both outlive this.
  RefundApi(rpc::Shell& shell, engine::Commands& commands);

 private:
  Expected<rpc::Prepared<v1::ListRefundsResponse>, Failure> PrepareListRefunds(
      const v1::ListRefundsRequest& request, const rpc::Caller& caller) const;

  const rpc::PageTokens pages_;
};

}  // namespace recourse::invoicing
