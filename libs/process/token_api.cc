#include "libs/process/token_api.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "libs/base/hex.h"
#include "libs/observability/log.h"
#include "libs/rpc/fields.h"

namespace recourse::process {
namespace {

namespace v1 = admin::v1;
using rpc::Caller;
using rpc::Role;

constexpr std::size_t kUsualSize = 100;
constexpr std::size_t kSizeMax = 1000;
constexpr char kQuestion[] = "TokenService.ListTokens";

std::string ToText(const rpc::Digest& hash) { return ToHex({hash.data(), hash.size()}); }

// Whether `init` issued the principal's tokens: without them the services, or `recourse` itself,
// could not call any more.
bool IsOfInit(std::string_view principal) {
  return principal == "operators/root" || principal.starts_with("services/");
}

void CheckPrincipal(rpc::Fields& fields, const std::string& principal) {
  fields.Check(rpc::IsPrincipal(principal), "principal", principal,
               "must be a collection and an id, such as partners/nord");
  fields.Check(!IsOfInit(principal), "principal", principal,
               "must be another: its tokens were issued by init and are not changed");
}

std::optional<rpc::Digest> ParseHash(const std::string& text) {
  rpc::Digest hash;
  const auto bytes = FromHex(text);
  if (!bytes || bytes->size() != hash.size() || ToHex(*bytes) != text) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

// A token for a misspelt partner would follow an empty feed for ever.
Failure NotRegistered(const std::string& principal) {
  return {Failure::Kind::kNotFound,
          "NO_SUCH_PARTNER",
          "No partner of this name is registered: RegisterPartner comes first.",
          {{"principal", principal}}};
}

// Agencies call collections, which knows them.
Failure NotCalledByAgencies(const std::string& principal) {
  return {Failure::Kind::kPrecondition,
          "NOT_CALLED_BY_AGENCIES",
          "Agencies call collections only: ask the process that runs it.",
          {{"principal", principal}}};
}

void Note(const char* what, const Caller& caller, const std::string& principal) {
  observability::LogInfo(what, {{"by", caller.principal}, {"principal", principal}});
}

}  // namespace

TokenApi::TokenApi(rpc::Shell& shell, engine::Commands& commands, rpc::TokenStore& tokens,
                   IsRegistered is_registered)
    : Service(shell, commands, "recourse.admin.v1.TokenService"),
      tokens_(tokens),
      is_registered_(std::move(is_registered)),
      pages_(shell.hash()) {
  Query<v1::IssueTokenRequest, v1::IssueTokenResponse>(
      "IssueToken", {Role::kOperator},
      [this](const auto& request, const Caller& caller) { return IssueToken(request, caller); },
      NotAwaited);
  Query<v1::RevokeTokensRequest, v1::RevokeTokensResponse>(
      "RevokeTokens", {Role::kOperator},
      [this](const auto& request, const Caller& caller) { return RevokeTokens(request, caller); },
      NotAwaited);
  Query<v1::ListTokensRequest, v1::ListTokensResponse>(
      "ListTokens", {Role::kOperator},
      [this](const auto& request, const Caller&) { return ListTokens(request); }, NotAwaited);
}

Expected<v1::IssueTokenResponse, Failure> TokenApi::IssueToken(const v1::IssueTokenRequest& request,
                                                               const Caller& caller) {
  const std::string& principal = request.principal();
  rpc::Fields fields;
  CheckPrincipal(fields, principal);
  const auto role = rpc::ParseRole(request.role());
  fields.Check(role && *role != Role::kService, "role", request.role(),
               "must be operator, clerk, approver, analyst or agency");
  fields.Check(!role || (role == Role::kAgency) == principal.starts_with("partners/"), "role",
               request.role(), "must be agency for partners/<id>, and for nobody else");
  const auto hash = ParseHash(request.token_sha256());
  fields.Check(hash.has_value(), "token_sha256", request.token_sha256(),
               "must be 64 lower-case hexadecimal digits");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  if (*role == Role::kAgency && !is_registered_) return Unexpected{NotCalledByAgencies(principal)};
  if (*role == Role::kAgency && !is_registered_(principal)) {
    return Unexpected{NotRegistered(principal)};
  }
  const auto added = tokens_.Add(*hash, principal, *role);
  if (!added) return Unexpected{added.error()};
  Note("token issued", caller, principal);
  return v1::IssueTokenResponse();
}

Expected<v1::RevokeTokensResponse, Failure> TokenApi::RevokeTokens(
    const v1::RevokeTokensRequest& request, const Caller& caller) {
  const std::string& principal = request.principal();
  rpc::Fields fields;
  CheckPrincipal(fields, principal);
  fields.Check(principal != caller.principal, "principal", principal,
               "must not be the caller: another operator may revoke its tokens");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  const auto revoked = tokens_.Revoke(principal);
  if (!revoked) return Unexpected{revoked.error()};
  // Also when there was none: a call that was cut short may have left streams open.
  shell().EndStreamsOf(principal);
  Note("tokens revoked", caller, principal);
  v1::RevokeTokensResponse response;
  response.set_revoked(static_cast<std::uint32_t>(*revoked));
  return response;
}

Expected<v1::ListTokensResponse, Failure> TokenApi::ListTokens(
    const v1::ListTokensRequest& request) const {
  rpc::Fields fields;
  const std::size_t size = fields.PageSize("page_size", request.page_size(), kUsualSize, kSizeMax);
  const auto after = pages_.Open(kQuestion, request.page_token());
  fields.Check(after.has_value(), "page_token", request.page_token(),
               "must come from a page of this list");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  v1::ListTokensResponse response;
  std::string last;
  for (const auto& [caller, hash] : tokens_.List()) {
    // A space sorts before all that an id may have, so these sort as the list does.
    std::string key = caller.principal + ' ' + ToText(hash);
    if (key <= *after) continue;
    if (static_cast<std::size_t>(response.tokens_size()) == size) {
      response.set_next_page_token(pages_.Issue(kQuestion, last));
      break;
    }
    v1::Token& token = *response.add_tokens();
    token.set_principal(caller.principal);
    token.set_role(std::string(rpc::ToString(caller.role)));
    token.set_token_sha256(ToText(hash));
    last = std::move(key);
  }
  return response;
}

}  // namespace recourse::process
