#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "libs/decider/decider.h"

namespace recourse::invoicing {

// Text as the issuer gave it; never used to pay.
struct BankAccount {
  std::string iban;
  std::string bic;  // May be empty.
  bool operator==(const BankAccount&) const = default;
};

// A legal entity that bills.
struct IssuerProfile {
  std::string name;    // Registered name.
  std::string tax_id;  // As printed on its invoices.
  BankAccount bank_account;
  std::string court_venue;
  std::string language_code;  // BCP 47.
  std::string country_code;   // ISO 3166-1 alpha-2.
  std::string time_zone;      // IANA; its days are counted in it. Checked to exist at the edge.
  bool operator==(const IssuerProfile&) const = default;
};

struct RegisterIssuer {
  IssuerProfile profile;
};
// All that it says from now on.
struct ChangeIssuer {
  IssuerProfile profile;
};
using IssuerCommand = std::variant<RegisterIssuer, ChangeIssuer>;

struct IssuerRegistered {
  IssuerProfile profile;
  bool operator==(const IssuerRegistered&) const = default;
};
struct IssuerChanged {
  IssuerProfile profile;
  bool operator==(const IssuerChanged&) const = default;
};
using IssuerEvent = std::variant<IssuerRegistered, IssuerChanged>;

enum class IssuerRule {
  kIssuerExists,   // With another profile.
  kUnknownIssuer,  // To be changed.
  kFieldMissing,
  kFieldTooLong,
};

inline constexpr std::size_t kIssuerFieldBytesMax = 200;

// As it is now.
struct RegisteredIssuer : IssuerProfile {
  // What it was registered with, by which that is known again. Nothing: it has not changed since.
  std::shared_ptr<const IssuerProfile> registered_with;
};

// Nothing until it is registered.
using Issuer = std::optional<RegisteredIssuer>;

struct IssuerDecider {
  using Command = IssuerCommand;
  using Event = IssuerEvent;
  using State = Issuer;
  using Rule = IssuerRule;

  static Issuer Initial() { return {}; }
  static Decision<Event, Rule> Decide(const Command& command, const Issuer& issuer, Instant now);
  static Issuer Evolve(Issuer issuer, const Event& event);
};
static_assert(Decider<IssuerDecider>);

}  // namespace recourse::invoicing
