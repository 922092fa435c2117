#pragma once

#include "libs/rpc/service.h"
#include "recourse/collections/v1/partner_service.pb.h"
#include "services/collections/api/debtor_reader.h"
#include "services/collections/api/lists.h"

namespace recourse::collections {

// recourse.collections.v1.PartnerService: what an agency sees and does. Its principal is its home,
// "partners/<id>", so it can name nothing but its own.
class PartnerApi final : public rpc::Service {
 public:
  PartnerApi(rpc::Shell& shell, engine::Commands& commands, FindDebtor find_debtor);

 private:
  Expected<v1::PartnerServiceListPlacementsResponse, Failure> ListPlacements(
      const v1::PartnerServiceListPlacementsRequest& request, const rpc::Caller& caller) const;
  Expected<Done, Failure> FollowEscalations(
      const v1::FollowEscalationsRequest& request, const rpc::Caller& caller,
      rpc::Follower<v1::FollowEscalationsResponse> follower) const;

  Expected<rpc::Begin<v1::Debtor>, Failure> GetDebtor(
      const rpc::Call<v1::GetDebtorRequest>& call) const;

  const Lists lists_;
  const FindDebtor find_debtor_;
};

}  // namespace recourse::collections
