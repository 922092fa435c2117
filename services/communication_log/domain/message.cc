#include "services/communication_log/domain/message.h"

#include <set>
#include <utility>

#include "libs/base/overloaded.h"

namespace recourse::communication_log {
namespace {

using enum MessageRule;
using Status = Message::Status;
using Events = std::vector<MessageEvent>;
using MessageDecision = Decision<MessageEvent, MessageRule>;
using Check = Expected<Done, Refusal<MessageRule>>;

// The reference under which the account's own customer is known.
constexpr std::string_view kDebtor = "debtor";

bool InRange(const Money& amount) {
  return amount.minor_units > 0 && amount.minor_units <= kMoneyMax;
}

bool AmountsInRange(const InvoiceFact& fact) {
  return InRange(fact.open) && fact.disputed.minor_units >= 0 && fact.disputed < fact.open;
}

Check CheckFacts(const MessageContent& content) {
  if (content.facts.empty()) return Refuse(kNoFacts, {{"facts", "0"}});
  if (content.facts.size() > kFactsMax) {
    return Refuse(kTooManyFacts, {{"facts", std::to_string(content.facts.size())}});
  }
  std::set<std::string> invoice_ids;
  for (const InvoiceFact& fact : content.facts) {
    if (!invoice_ids.insert(fact.invoice_id).second) {
      return Refuse(kInvoiceTwice, {{"invoice_id", fact.invoice_id}});
    }
    const Currency& currency = content.total.currency;
    if (fact.open.currency != currency || fact.disputed.currency != currency) {
      return Refuse(kCurrenciesMixed, {{"invoice_id", fact.invoice_id}});
    }
    if (!AmountsInRange(fact)) {
      return Refuse(kAmountOutOfRange, {{"invoice_id", fact.invoice_id},
                                        {"open", ToString(fact.open)},
                                        {"disputed", ToString(fact.disputed)}});
    }
  }
  return Done{};
}

Check CheckSums(const MessageContent& content) {
  if (const auto& charge = content.late_charge) {
    const Failure::Values values{{"late_charge", ToString(charge->amount)}};
    if (charge->amount.currency != content.total.currency) return Refuse(kCurrenciesMixed, values);
    if (!InRange(charge->amount)) return Refuse(kAmountOutOfRange, values);
  }
  Money sum{0, content.total.currency};
  for (const InvoiceFact& fact : content.facts) sum = sum + (fact.open - fact.disputed);
  if (sum != content.total) {
    return Refuse(kTotalDiffers, {{"total", ToString(content.total)}, {"sum", ToString(sum)}});
  }
  return Done{};
}

ContactQuestion QuestionOf(const SendMessage& send) {
  ContactQuestion question{.channel = send.content.channel,
                           .person = std::string(kDebtor),
                           .debts = {},
                           .customer_kind = send.customer_kind,
                           .country = send.country,
                           .local = send.local};
  for (const InvoiceFact& fact : send.content.facts) question.debts.push_back(fact.invoice_id);
  return question;
}

MessageDecision Decide(const SendMessage& send, const Message& message) {
  const MessageContent& content = send.content;
  if (message.status != Status::kUnknown) {
    if (message.content == content) return Events{};
    return Refuse(kMessageIdInUse, {{"message_id", send.message_id}});
  }
  if (content.channel != Channel::kEmail && content.channel != Channel::kLetter) {
    return Refuse(kChannelCannotCarryIt, {{"channel", std::string(Name(content.channel))}});
  }
  if (const auto facts = CheckFacts(content); !facts) return Unexpected{facts.error()};
  if (const auto sums = CheckSums(content); !sums) return Unexpected{sums.error()};
  if (content.deadline < send.local.day) {
    return Refuse(kDeadlinePassed,
                  {{"deadline", ToString(content.deadline)}, {"today", ToString(send.local.day)}});
  }
  PolicyDecision decision = DecideContact(QuestionOf(send), send.preferences);
  if (decision.refused_by) {
    return Events{MessageRefused{send.message_id, content, std::move(decision)}};
  }
  return Events{MessageQueued{send.message_id, content, std::move(decision)}};
}

MessageDecision Decide(const ConfirmSent& answer, const Message& message) {
  if (message.status == Status::kSent && message.content_hmac == answer.content_hmac &&
      message.file == answer.file) {
    return Events{};
  }
  if (message.status != Status::kQueued) return Refuse(kNotQueued);
  return Events{MessageSent{message.message_id, answer.content_hmac, answer.file}};
}

MessageDecision Decide(const WithholdMessage& answer, const Message& message) {
  if (message.status == Status::kWithheld && message.differences == answer.differences) {
    return Events{};
  }
  if (message.status != Status::kQueued) return Refuse(kNotQueued);
  return Events{MessageWithheld{message.message_id, answer.differences}};
}

MessageDecision Decide(const FailMessage& answer, const Message& message) {
  if (message.status == Status::kFailed && message.failure == answer.reason) return Events{};
  if (message.status != Status::kQueued) return Refuse(kNotQueued);
  return Events{MessageFailed{message.message_id, answer.reason}};
}

template <class Decided>
void Begin(const Decided& decided, Status status, Message& message) {
  message.status = status;
  message.message_id = decided.message_id;
  message.content = decided.content;
  message.decision = decided.decision;
}

}  // namespace

std::string_view Name(MessageRule rule) {
  switch (rule) {
    case kMessageIdInUse:
      return "MESSAGE_ID_IN_USE";
    case kChannelCannotCarryIt:
      return "CHANNEL_CANNOT_CARRY_IT";
    case kNoFacts:
      return "NO_FACTS";
    case kTooManyFacts:
      return "TOO_MANY_FACTS";
    case kInvoiceTwice:
      return "INVOICE_TWICE";
    case kCurrenciesMixed:
      return "CURRENCIES_MIXED";
    case kAmountOutOfRange:
      return "AMOUNT_OUT_OF_RANGE";
    case kTotalDiffers:
      return "TOTAL_DIFFERS";
    case kDeadlinePassed:
      return "DEADLINE_PASSED";
    case kNotQueued:
      return "NOT_QUEUED";
  }
  __builtin_unreachable();
}

Decision<MessageEvent, MessageRule> MessageDecider::Decide(const MessageCommand& command,
                                                           const Message& message, Instant) {
  return std::visit([&](const auto& asked) { return communication_log::Decide(asked, message); },
                    command);
}

Message MessageDecider::Evolve(Message message, const MessageEvent& event) {
  std::visit(Overloaded{
                 [&](const MessageQueued& queued) { Begin(queued, Status::kQueued, message); },
                 [&](const MessageRefused& refused) { Begin(refused, Status::kRefused, message); },
                 [&](const MessageSent& sent) {
                   message.status = Status::kSent;
                   message.content_hmac = sent.content_hmac;
                   message.file = sent.file;
                 },
                 [&](const MessageWithheld& withheld) {
                   message.status = Status::kWithheld;
                   message.differences = withheld.differences;
                 },
                 [&](const MessageFailed& failed) {
                   message.status = Status::kFailed;
                   message.failure = failed.reason;
                 },
             },
             event);
  return message;
}

}  // namespace recourse::communication_log
