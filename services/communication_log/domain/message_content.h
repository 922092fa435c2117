#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/money.h"
#include "services/communication_log/domain/channel.h"
#include "services/communication_log/domain/language.h"

namespace recourse::communication_log {

// In rising order of gravity.
enum class MessageKind {
  kNote,  // Before the due day.
  kFriendly,
  kSecondReminder,
  kOfferOfHelp,
  kFormalLetter,  // Names the consequences.
  kFinalDemand,
};

// What a message says of one invoice.
struct InvoiceFact {
  std::string invoice_id;
  std::string number;
  Date due;
  Money open;
  Money disputed;  // The part of `open` that is not asked for; of the same currency, less than it.

  bool operator==(const InvoiceFact&) const = default;
};

// A charge for paying late, and the clause of the agreement that provides for it.
struct LateCharge {
  Money amount;
  std::string clause;

  bool operator==(const LateCharge&) const = default;
};

// What is to be said.
struct MessageContent {
  Channel channel = Channel::kEmail;  // kEmail or kLetter.
  MessageKind kind = MessageKind::kNote;
  Language language = Language::kEn;
  std::vector<InvoiceFact> facts;         // 1 to kFactsMax, of one currency, each invoice once.
  std::optional<LateCharge> late_charge;  // Named only: it is not in `total`.
  Money total;        // The sum of what is open and not disputed, and all that is asked for.
  Date deadline;      // The day by which payment is asked for.
  std::string level;  // The step of the ladder that led here.
  std::string collection_case;  // Its resource name; may be empty.

  bool operator==(const MessageContent&) const = default;
};

inline constexpr std::size_t kFactsMax = 1000;

}  // namespace recourse::communication_log
