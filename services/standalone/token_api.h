#pragma once

#include <functional>
#include <string>

#include "libs/rpc/page.h"
#include "libs/rpc/service.h"
#include "libs/rpc/token_store.h"
#include "recourse/admin/v1/token_service.pb.h"

namespace recourse::standalone {

// recourse.admin.v1.TokenService over the tokens of this process, which alone writes their file: a
// second process does not get past the logs' locks. Each change is one small synced write on the
// thread of the call. Thread safe.
class TokenApi final : public rpc::Service {
 public:
  // Whether a partner, "partners/nord", is registered.
  using IsRegistered = std::function<bool(const std::string& partner)>;

  // `tokens` outlives this.
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

}  // namespace recourse::standalone
