#pragma once

#include <functional>
#include <string>

#include "libs/rpc/page.h"
#include "libs/rpc/service.h"
#include "libs/rpc/token_store.h"
#include "recourse/admin/v1/token_service.pb.h"

namespace recourse::process {

// recourse.admin.v1.TokenService over the tokens of this process. Other processes may have the same
// file; each is told of a change by itself, and then finds it in the file already. Each change is
// one small synced write on the thread of the call. Thread safe.
class TokenApi final : public rpc::Service {
 public:
  // Whether a partner, "partners/nord", is registered.
  using IsRegistered = std::function<bool(const std::string& partner)>;

  // `tokens` outlives this. Without `is_registered` agencies get no tokens here.
  TokenApi(rpc::Shell& shell, engine::Commands& commands, rpc::TokenStore& tokens,
           IsRegistered is_registered);

 private:
  Expected<admin::v1::IssueTokenResponse, Failure> IssueToken(
      const admin::v1::IssueTokenRequest& request, const rpc::Caller& caller);
  Expected<admin::v1::RevokeTokensResponse, Failure> RevokeTokens(
      const admin::v1::RevokeTokensRequest& request, const rpc::Caller& caller);
  Expected<admin::v1::ListTokensResponse, Failure> ListTokens(
      const admin::v1::ListTokensRequest& request) const;

  rpc::TokenStore& tokens_;
  const IsRegistered is_registered_;
  const rpc::PageTokens pages_;
};

}  // namespace recourse::process
