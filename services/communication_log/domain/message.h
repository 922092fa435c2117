#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "libs/decider/decider.h"
#include "services/communication_log/domain/contact_policy.h"
#include "services/communication_log/domain/message_content.h"
#include "services/communication_log/domain/still_true.h"

// One message to a customer. Before anything else the contact policy decides, and its decision is
// recorded: queued or refused. Queued is a promise to the outbox, which sends, withholds or fails.
namespace recourse::communication_log {

struct SendMessage {
  std::string message_id;
  MessageContent content;
  // Whom it is for, and how the account may be contacted as of now.
  CustomerKind customer_kind = CustomerKind::kBusiness;
  std::string country;
  LocalMoment local;
  Preferences preferences;
};
// The outbox's answers.
struct ConfirmSent {
  std::string content_hmac;  // As in MessageSent.
  std::string file;          // Its name in the outbox folder.
};
struct WithholdMessage {
  std::vector<FactDifference> differences;
};
struct FailMessage {
  std::string reason;
};
using MessageCommand = std::variant<SendMessage, ConfirmSent, WithholdMessage, FailMessage>;

struct MessageQueued {
  std::string message_id;
  MessageContent content;
  PolicyDecision decision;
  bool operator==(const MessageQueued&) const = default;
};
struct MessageRefused {
  std::string message_id;
  MessageContent content;
  PolicyDecision decision;
  bool operator==(const MessageRefused&) const = default;
};
struct MessageSent {
  std::string message_id;
  // 32 bytes, of the file's bytes, under a key of the account: the file has names and addresses,
  // which nobody can guess from it once the key is erased. Empty: that came first.
  std::string content_hmac;
  std::string file;
  bool operator==(const MessageSent&) const = default;
};
struct MessageWithheld {
  std::string message_id;
  std::vector<FactDifference> differences;
  bool operator==(const MessageWithheld&) const = default;
};
struct MessageFailed {
  std::string message_id;
  std::string reason;
  bool operator==(const MessageFailed&) const = default;
};
using MessageEvent =
    std::variant<MessageQueued, MessageRefused, MessageSent, MessageWithheld, MessageFailed>;

// In the order in which they are checked.
enum class MessageRule {
  // SendMessage
  kMessageIdInUse,
  kChannelCannotCarryIt,  // Only e-mails and letters are written.
  kNoFacts,
  kTooManyFacts,
  kInvoiceTwice,
  kCurrenciesMixed,
  kAmountOutOfRange,  // Open and charge are above zero; disputed is not, or less than open.
  kTotalDiffers,
  kDeadlinePassed,
  // Answers
  kNotQueued,
};

// As a caller reads it: "TOTAL_DIFFERS".
std::string_view Name(MessageRule rule);

struct Message {
  enum class Status { kUnknown, kQueued, kRefused, kSent, kWithheld, kFailed };

  Status status = Status::kUnknown;
  std::string message_id;
  MessageContent content;
  PolicyDecision decision;
  std::string content_hmac;  // Once sent, as is `file`.
  std::string file;
  std::vector<FactDifference> differences;  // Once withheld.
  std::string failure;                      // Once failed.
};

struct MessageDecider {
  using Command = MessageCommand;
  using Event = MessageEvent;
  using State = Message;
  using Rule = MessageRule;

  static Message Initial() { return {}; }
  static Decision<Event, Rule> Decide(const Command& command, const Message& message, Instant now);
  static Message Evolve(Message message, const Event& event);
};
static_assert(Decider<MessageDecider>);

}  // namespace recourse::communication_log
