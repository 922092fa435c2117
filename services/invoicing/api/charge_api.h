#pragma once

#include <memory>

#include "libs/rpc/service.h"
#include "recourse/invoicing/v1/charge_service.pb.h"
#include "services/invoicing/api/account_lists.h"
#include "services/invoicing/domain/regime.h"

namespace recourse::invoicing {

// recourse.invoicing.v1.ChargeService. Thread safe.
class ChargeApi final : public rpc::Service {
 public:
  // The first three outlive this.
  ChargeApi(rpc::Shell& shell, engine::Commands& commands, const engine::StreamReader& streams,
            std::shared_ptr<const RateBook> rates);

 private:
  using PreparedCharge = Expected<rpc::Prepared<v1::Charge>, Failure>;

  PreparedCharge PrepareAssessCharge(const v1::AssessChargeRequest& request) const;
  PreparedCharge PrepareAssessInterest(const v1::AssessInterestRequest& request) const;

  const std::shared_ptr<const RateBook> rates_;
  const AccountLists lists_;
};

}  // namespace recourse::invoicing
