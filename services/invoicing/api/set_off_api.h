#pragma once

#include <string>

#include "libs/rpc/service.h"
#include "recourse/invoicing/v1/set_off_service.pb.h"
#include "services/invoicing/api/account_lists.h"
#include "services/invoicing/domain/set_off.h"

namespace recourse::invoicing {

// `account` is "accounts/a1".
v1::SetOff ToSetOff(const std::string& account, const std::string& set_off_id,
                    const SetOff& set_off);

// recourse.invoicing.v1.SetOffService. Thread safe.
class SetOffApi final : public rpc::Service {
 public:
  // All three outlive this.
  SetOffApi(rpc::Shell& shell, engine::Commands& commands, const engine::StreamReader& streams);

 private:
  const AccountLists lists_;
};

}  // namespace recourse::invoicing
