#pragma once

#include <string_view>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/engine/engine.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/invoicing/views/item_queries.h"

namespace recourse::invoicing {

// What is answered from views, and so may lag behind what was recorded just now. Thread safe.
class ReportCalls {
 public:
  // `commands` outlives this.
  explicit ReportCalls(engine::Commands& commands)
      : commands_(commands), items_(commands.views()) {}

  Expected<v1::Balance, Failure> GetBalance(const v1::GetBalanceRequest& request) const;
  Expected<v1::ReportAgingResponse, Failure> ReportAging(
      const v1::ReportAgingRequest& request) const;

 private:
  // Both axes of a report: unless the request says so, today in the issuer's zone, and all that is
  // known. NO_SUCH_ISSUER if the issuer is not registered.
  template <class Request>
  Expected<AsOf, Failure> ReadAsOf(const Request& request, std::string_view issuer) const;
  // NO_SUCH_ACCOUNT if the account is not open.
  Expected<std::string, Failure> IssuerOf(const std::string& account) const;

  engine::Commands& commands_;
  const ItemQueries items_;
};

}  // namespace recourse::invoicing
