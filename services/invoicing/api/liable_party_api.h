#pragma once

#include "libs/rpc/service.h"
#include "libs/seal/sealer.h"
#include "recourse/invoicing/v1/liable_party_service.pb.h"
#include "services/invoicing/api/stream_lists.h"
#include "services/invoicing/codec/liable_party_codec.h"

namespace recourse::invoicing {

// recourse.invoicing.v1.LiablePartyService. Thread safe.
class LiablePartyApi final : public rpc::Service {
 public:
  // All outlive this.
  LiablePartyApi(rpc::Shell& shell, engine::Commands& commands, const engine::StreamReader& streams,
                 const seal::Sealer& sealer);

 private:
  Expected<rpc::Begin<v1::LiableParty>, Failure> Add(
      const rpc::Call<v1::AddLiablePartyRequest>& call);
  Expected<rpc::Begin<v1::LiableParty>, Failure> Change(
      const rpc::Call<v1::ChangeLiablePartyRequest>& call);
  Expected<rpc::Begin<v1::AccountPersonalData>, Failure> GetPersonalData(
      const rpc::Call<v1::GetLiablePartyPersonalDataRequest>& call);

  const seal::Sealer& sealer_;
  const StreamLists<LiablePartiesAggregate> lists_;
};

}  // namespace recourse::invoicing
