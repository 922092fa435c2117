#pragma once

#include "libs/rpc/page.h"
#include "libs/rpc/service.h"
#include "libs/seal/sealer.h"
#include "recourse/dispute/v1/dispute_service.pb.h"

namespace recourse::dispute {

// recourse.dispute.v1.DisputeService. Texts are sealed before a command reaches the engine, and
// answers to commands are without them, since the engine keeps those.
class DisputeApi final : public rpc::Service {
 public:
  // All outlive this.
  DisputeApi(rpc::Shell& shell, engine::Commands& commands, const seal::Sealer& sealer);

 private:
  Expected<rpc::Begin<v1::Dispute>, Failure> GetDispute(
      const rpc::Call<v1::GetDisputeRequest>& call) const;
  Expected<v1::ListDisputesResponse, Failure> ListDisputes(const v1::ListDisputesRequest& request,
                                                           const rpc::Caller& caller) const;

  const seal::Sealer& sealer_;
  const rpc::PageTokens pages_;
};

}  // namespace recourse::dispute
