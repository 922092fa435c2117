#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

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

// What another system calls the account: "sap", "0000104711".
struct ExternalId {
  std::string system;
  std::string id;
  bool operator==(const ExternalId&) const = default;
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
  bool has_email_address = false;         // In the personal data. Not known of old accounts.
  std::string legal_form{};               // "GmbH", "sole trader". May be empty.
  std::string registration{};             // "HRB 12345, Amtsgericht Hamburg". May be empty.
  std::string owner{};                    // Who answers for it with us: a principal. May be empty.
  std::string team{};                     // Likewise a team.
  std::vector<ExternalId> external_ids{};
  bool operator==(const AccountProfile&) const = default;
};

struct OpenAccount {
  AccountProfile profile;
};
// All that it says from now on but its personal data. The issuer stays.
struct ChangeAccount {
  AccountProfile profile;  // Without personal data.
};
struct ChangePersonalData {
  Sealed personal_data;
  bool has_email_address = false;
};
using AccountCommand = std::variant<OpenAccount, ChangeAccount, ChangePersonalData>;

struct AccountOpened {
  AccountProfile profile;
  bool operator==(const AccountOpened&) const = default;
};
// All that it says from now on.
struct AccountChanged {
  AccountProfile profile;
  bool operator==(const AccountChanged&) const = default;
};
using AccountEvent = std::variant<AccountOpened, AccountChanged>;

enum class AccountRule {
  kAccountExists,   // With another profile.
  kUnknownAccount,  // To be changed.
  kIssuerDiffers,   // From the one whose customer it is.
  kFieldMissing,
  kFieldTooLong,
  kFeeNotPositive,
  kFeeTooLarge,
  kTooManyExternalIds,
  kExternalIdTwice,  // Of one system.
  kNoEmailAddress,   // Where letters are to go by e-mail.
};

inline constexpr std::size_t kAccountFieldBytesMax = 200;
inline constexpr std::size_t kExternalIdsMax = 10;

// As it is now.
struct OpenedAccount : AccountProfile {
  // What it was opened with, by which that is known again. Nothing: it has not changed since.
  std::shared_ptr<const AccountProfile> opened_with;
};

// Nothing until it is opened.
using Account = std::optional<OpenedAccount>;

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
