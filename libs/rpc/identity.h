#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace recourse::rpc {

// What a caller is; what it may do is said method by method, in the table of each service.
enum class Role : std::uint8_t {
  kOperator,  // Runs the installation.
  kClerk,     // Does the daily work: invoices, payments, disputes, calls.
  kApprover,  // The second pair of eyes.
  kAnalyst,   // Reads.
  kAgency,    // A partner outside: sees its own placements only.
  kService,   // Another service of the installation.
};

// "operator", "clerk" and so on, as in the token file.
std::string_view ToString(Role role);
std::optional<Role> ParseRole(std::string_view text);

// A set of roles. Empty by default: nobody may.
class Roles {
 public:
  constexpr Roles() = default;
  constexpr Roles(std::initializer_list<Role> roles) {
    for (const Role role : roles) bits_ = static_cast<std::uint8_t>(bits_ | Bit(role));
  }

  constexpr bool Has(Role role) const { return (bits_ & Bit(role)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }

 private:
  static constexpr unsigned Bit(Role role) { return 1u << static_cast<unsigned>(role); }

  std::uint8_t bits_ = 0;
};

// Who calls. It comes from certificate or token alone, never from the request.
struct Caller {
  std::string principal;  // "operators/root", "partners/acme-inkasso", "services/dispute".
  Role role;

  bool operator==(const Caller&) const = default;
};

// Whether `text` is a collection in lower case, a slash and an id.
bool IsPrincipal(std::string_view text);

// What a principal is whose certificate names it, by its collection: operators, clerks, approvers,
// analysts, partners (agencies), services. Nothing for another. A token has a role of its own.
std::optional<Role> RoleOfCollection(std::string_view principal);

// "edges/<id>": what stands in front of the services and passes on the tokens of others.
bool IsEdge(std::string_view principal);

}  // namespace recourse::rpc
