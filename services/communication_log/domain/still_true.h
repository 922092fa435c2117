#pragma once

#include <map>
#include <string>
#include <vector>

#include "libs/base/expected.h"
#include "services/communication_log/domain/message_content.h"

// No stale reminder: a message leaves only if what it says is still true then.
namespace recourse::communication_log {

// What is true of one invoice now: the first three by invoicing, the last by collections.
struct CurrentFact {
  Date due;
  Money open;
  Money disputed;
  bool on_hold = false;  // Chasing it is stopped.
};
using CurrentFacts = std::map<std::string, CurrentFact>;  // By invoice id.

// One way in which a message has become untrue.
struct FactDifference {
  enum class Kind {
    kInvoiceUnknown,
    kAmount,  // Another amount is open, or another part of it disputed.
    kDue,     // Another due day.
    kOnHold,
    kPastDue,   // A note before the due day, and that day has passed.
    kDeadline,  // The deadline that the message sets has passed.
  };

  std::string invoice_id;  // Empty for kDeadline.
  Kind kind = Kind::kAmount;
  std::string said;    // By the message.
  std::string actual;  // What is true.

  bool operator==(const FactDifference&) const = default;
};

// All that differs, in the order of the message's facts. `today` is the customer's day.
Expected<Done, std::vector<FactDifference>> StillTrue(const MessageContent& said,
                                                      const CurrentFacts& current, Date today);

}  // namespace recourse::communication_log
