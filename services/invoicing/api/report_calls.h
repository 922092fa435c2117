#pragma once

#include <string_view>

#include "libs/rpc/identity.h"
#include "libs/rpc/page.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/invoicing/views/item_queries.h"

namespace recourse::invoicing {

// What is answered from views, and so may lag behind what was recorded just now. Thread safe.
class ReportCalls {
 public:
  // `commands` outlives this; `hash` keeps page tokens from being made up.
  ReportCalls(engine::Commands& commands, const rpc::KeyedHash& hash)
      : commands_(commands), items_(commands.views()), pages_(hash) {}

  Expected<v1::ListInvoicesResponse, Failure> ListInvoices(const v1::ListInvoicesRequest& request,
                                                           const rpc::Caller& caller) const;
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
  const rpc::PageTokens pages_;
};

}  // namespace recourse::invoicing
