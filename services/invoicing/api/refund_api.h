#pragma once

#include "libs/rpc/service.h"
#include "services/invoicing/api/account_lists.h"
#include "services/invoicing/api/issuer_lists.h"

namespace recourse::invoicing {

// recourse.invoicing.v1.RefundService. Thread safe.
class RefundApi final : public rpc::Service {
 public:
  // All three outlive this.
  RefundApi(rpc::Shell& shell, engine::Commands& commands, const engine::StreamReader& streams);

 private:
  const AccountLists lists_;
  const IssuerLists issuer_lists_;
};

}  // namespace recourse::invoicing
