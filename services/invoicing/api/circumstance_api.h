#pragma once

#include "libs/rpc/service.h"
#include "libs/seal/sealer.h"
#include "recourse/invoicing/v1/circumstance_service.pb.h"
#include "services/invoicing/api/stream_lists.h"
#include "services/invoicing/codec/circumstance_codec.h"
#include "services/invoicing/domain/regime.h"

namespace recourse::invoicing {

// recourse.invoicing.v1.AccountCircumstanceService. A circumstance and what it freezes in the
// ledger are committed together. Thread safe.
class CircumstanceApi final : public rpc::Service {
 public:
  // All but `rates` outlive this.
  CircumstanceApi(rpc::Shell& shell, engine::Commands& commands,
                  const engine::StreamReader& streams, const seal::Sealer& sealer,
                  std::shared_ptr<const RateBook> rates);

 private:
  Expected<rpc::Begin<v1::Circumstance>, Failure> Record(
      const rpc::Call<v1::RecordCircumstanceRequest>& call);
  Expected<rpc::Begin<v1::AccountPersonalData>, Failure> GetContact(
      const rpc::Call<v1::GetCircumstanceContactRequest>& call);

  const seal::Sealer& sealer_;
  const std::shared_ptr<const RateBook> rates_;
  const StreamLists<CircumstancesAggregate> lists_;
};

}  // namespace recourse::invoicing
