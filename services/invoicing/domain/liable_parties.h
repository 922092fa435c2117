#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "libs/base/money.h"
#include "libs/base/sealed.h"
#include "libs/decider/decider.h"

// Who is liable beside the customer.
namespace recourse::invoicing {

// Of one account, released ones too.
inline constexpr std::size_t kLiablePartiesMax = 100;

enum class LiableRole { kCoDebtor, kGuarantor };

struct LiablePartyContent {
  LiableRole role{};
  std::optional<Money> limit;  // In all. Nothing: for all that is owed.
  // Liable for what is owed on invoices issued on these days, both included. Nothing: no bound.
  std::optional<Date> from;
  std::optional<Date> until;
  std::string document_sha256;  // Empty, or the digest's bytes.
  Sealed personal_data;         // Under a key of the party's own.
  bool operator==(const LiablePartyContent&) const = default;
};

struct AddLiableParty {
  std::string party_id;
  LiablePartyContent content;
};
struct ChangeLiableParty {
  std::string party_id;
  LiablePartyContent content;  // The role stays.
};
struct ReleaseLiableParty {
  std::string party_id;
  std::string reason;
  Date effective;  // The last day on which it is liable.
};
using LiablePartyCommand = std::variant<AddLiableParty, ChangeLiableParty, ReleaseLiableParty>;

// Events are kept for ever: add new ones, never change these.

struct LiablePartyAdded {
  std::string party_id;
  LiablePartyContent content;
  bool operator==(const LiablePartyAdded&) const = default;
};
struct LiablePartyChanged {
  std::string party_id;
  LiablePartyContent content;
  bool operator==(const LiablePartyChanged&) const = default;
};
struct LiablePartyReleased {
  std::string party_id;
  std::string reason;
  Date effective;
  bool operator==(const LiablePartyReleased&) const = default;
};
using LiablePartyEvent = std::variant<LiablePartyAdded, LiablePartyChanged, LiablePartyReleased>;

enum class LiablePartyRule {
  kUnknownParty,
  kPartyExists,  // With other content.
  kTooManyParties,
  kRoleDiffers,
  kLimitNotPositive,
  kLimitTooLarge,
  kUntilBeforeFrom,
  kDocumentMalformed,
  kFieldMissing,
  kFieldTooLong,
  kIsReleased,         // Of one that is to be changed.
  kReleasedOtherwise,  // On another day, or for another reason.
};

// As it is now.
struct LiableParty {
  LiablePartyContent added;  // By which it is known again.
  LiablePartyContent content;
  std::optional<ReleaseLiableParty> released;
};

// By id.
using LiableParties = std::map<std::string, LiableParty>;

struct LiablePartiesDecider {
  using Command = LiablePartyCommand;
  using Event = LiablePartyEvent;
  using State = LiableParties;
  using Rule = LiablePartyRule;

  static LiableParties Initial() { return {}; }
  static Decision<Event, Rule> Decide(const Command& command, const LiableParties& known,
                                      Instant now);
  static LiableParties Evolve(LiableParties known, const Event& event);
};
static_assert(Decider<LiablePartiesDecider>);

}  // namespace recourse::invoicing
