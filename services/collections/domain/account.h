#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "libs/base/date.h"
#include "libs/base/money.h"

namespace recourse::collections {

// The numbers of both are stored: never change them.
enum class DebtorKind : std::uint8_t { kBusiness = 1, kConsumer = 2 };
enum class Channel : std::uint8_t { kLetter = 1, kEmail = 2, kPhone = 3 };

// A fixed fee for the second reminder, and what entitles to it. It is named to the customer and
// never asked for: the ledger does not hold it, so what is paid of it would clear nothing.
struct LateCharge {
  Money fee;
  std::string clause;
  Date communicated;
  std::string communicated_how;
  bool operator==(const LateCharge&) const = default;
};

// What collections knows of an account. Who the customer is, is not among it.
struct Account {
  std::string issuer;  // "issuers/acme".
  DebtorKind kind = DebtorKind::kBusiness;
  std::string language;   // BCP 47.
  std::string time_zone;  // IANA.
  std::string country;    // ISO 3166-1 alpha-2.
  std::string region;     // "DE-BY", "BY", the issuer's own name, or empty.
  Channel channel = Channel::kLetter;
  std::optional<LateCharge> late_charge;
  bool operator==(const Account&) const = default;
};

}  // namespace recourse::collections
