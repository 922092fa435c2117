#pragma once

#include <optional>
#include <string>

#include "libs/base/money.h"
#include "libs/base/sealed.h"
#include "libs/decider/decider.h"

namespace recourse::invoicing {

enum class AccountKind { kBusiness, kConsumer };

enum class PreferredChannel { kLetter, kEmail, kPhone };

// A charge for paying late that the customer agreed to, and how it was told of it.
struct LateCharge {
  Money fixed_fee;  // Per reminder that charges it.
  std::string clause;
  Date communicated_on;
  std::string communicated_how;
  bool operator==(const LateCharge&) const = default;
};

// A customer of one issuer.
struct AccountProfile {
  std::string issuer;  // "issuers/acme".
  AccountKind kind{};
  std::string language_code;  // BCP 47.
  std::string time_zone;      // IANA. Checked to exist at the edge.
  std::string country_code;   // ISO 3166-1 alpha-2.
  std::string region;         // May be empty.
  PreferredChannel preferred_channel{};
  std::optional<LateCharge> late_charge;  // Nothing: none was agreed.
  Sealed personal_data;                   // Names, addresses, telephone.
  bool operator==(const AccountProfile&) const = default;
};

struct OpenAccount {
  AccountProfile profile;
};
using AccountCommand = OpenAccount;

struct AccountOpened {
  AccountProfile profile;
  bool operator==(const AccountOpened&) const = default;
};
using AccountEvent = AccountOpened;

enum class AccountRule {
  kAccountExists,  // With another profile.
  kFieldMissing,
  kFieldTooLong,
  kFeeNotPositive,
  kFeeTooLarge,
};

inline constexpr std::size_t kAccountFieldBytesMax = 200;

// Nothing until it is opened.
using Account = std::optional<AccountProfile>;

struct AccountDecider {
  using Command = AccountCommand;
  using Event = AccountEvent;
  using State = Account;
  using Rule = AccountRule;

  static Account Initial() { return {}; }
  static Decision<Event, Rule> Decide(const Command& command, const Account& account, Instant now);
  static Account Evolve(Account account, const Event& event);
};
static_assert(Decider<AccountDecider>);

}  // namespace recourse::invoicing
