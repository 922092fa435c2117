#pragma once

#include "libs/rpc/page.h"
#include "libs/rpc/service.h"
#include "recourse/invoicing/v1/agreement_service.pb.h"

namespace recourse::invoicing {

// recourse.invoicing.v1.AgreementService. Thread safe.
class AgreementApi final : public rpc::Service {
 public:
  // Both outlive this.
  AgreementApi(rpc::Shell& shell, engine::Commands& commands);

 private:
  Expected<v1::ListAgreementsResponse, Failure> ListAgreements(
      const v1::ListAgreementsRequest& request, const rpc::Caller& caller) const;

  const rpc::PageTokens pages_;
};

}  // namespace recourse::invoicing
