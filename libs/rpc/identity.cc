#include "libs/rpc/identity.h"

#include <algorithm>
#include <array>
#include <utility>

#include "libs/base/check.h"
#include "libs/rpc/resource_name.h"

namespace recourse::rpc {
namespace {

constexpr std::array kRoles = {Role::kOperator, Role::kClerk,  Role::kApprover,
                               Role::kAnalyst,  Role::kAgency, Role::kService};

}  // namespace

std::string_view ToString(Role role) {
  switch (role) {
    case Role::kOperator:
      return "operator";
    case Role::kClerk:
      return "clerk";
    case Role::kApprover:
      return "approver";
    case Role::kAnalyst:
      return "analyst";
    case Role::kAgency:
      return "agency";
    case Role::kService:
      return "service";
  }
  CHECK(false);
}

std::optional<Role> ParseRole(std::string_view text) {
  const auto role = std::find_if(kRoles.begin(), kRoles.end(),
                                 [&](Role candidate) { return ToString(candidate) == text; });
  if (role == kRoles.end()) return std::nullopt;
  return *role;
}

std::optional<Role> RoleOfCollection(std::string_view principal) {
  static constexpr std::pair<std::string_view, Role> kCollections[] = {
      {"operators/", Role::kOperator}, {"clerks/", Role::kClerk},
      {"approvers/", Role::kApprover}, {"analysts/", Role::kAnalyst},
      {"partners/", Role::kAgency},    {"services/", Role::kService}};
  for (const auto& [collection, role] : kCollections) {
    if (principal.starts_with(collection)) return role;
  }
  return std::nullopt;
}

bool IsEdge(std::string_view principal) { return principal.starts_with("edges/"); }

bool IsPrincipal(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash > 32) return false;
  const std::string_view collection = text.substr(0, slash);
  return std::all_of(collection.begin(), collection.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; }) &&
         IsId(text.substr(slash + 1));
}

}  // namespace recourse::rpc
