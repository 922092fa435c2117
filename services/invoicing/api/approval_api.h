#pragma once

#include "libs/rpc/page.h"
#include "libs/rpc/service.h"
#include "recourse/invoicing/v1/approval_service.pb.h"

namespace recourse::invoicing {

// recourse.invoicing.v1.ApprovalService. Thread safe.
class ApprovalApi final : public rpc::Service {
 public:
  // Both outlive this.
  ApprovalApi(rpc::Shell& shell, engine::Commands& commands);

 private:
  Expected<rpc::Prepared<v1::ListApprovalsResponse>, Failure> PrepareListApprovals(
      const v1::ListApprovalsRequest& request, const rpc::Caller& caller) const;

  const rpc::PageTokens pages_;
};

}  // namespace recourse::invoicing
