#pragma once

#include "libs/rpc/service.h"
#include "services/invoicing/api/account_lists.h"
#include "services/invoicing/api/directory_lists.h"

namespace recourse::invoicing {

// recourse.invoicing.v1.AgreementService. Thread safe.
class AgreementApi final : public rpc::Service {
 public:
  // All three outlive this.
  AgreementApi(rpc::Shell& shell, engine::Commands& commands, const engine::StreamReader& streams);

 private:
  const DirectoryLists directory_;
  const AccountLists lists_;
};

}  // namespace recourse::invoicing
