#include "services/communication_log/codec/words.h"

#include "libs/wire/enum_table.h"

namespace recourse::communication_log {
namespace {

using wire::EnumTable;

constexpr EnumTable kChannels{std::array{
    std::pair{Channel::kEmail, v1::CHANNEL_EMAIL},
    std::pair{Channel::kPhone, v1::CHANNEL_PHONE},
    std::pair{Channel::kSms, v1::CHANNEL_SMS},
    std::pair{Channel::kLetter, v1::CHANNEL_LETTER},
    std::pair{Channel::kPortal, v1::CHANNEL_PORTAL},
    std::pair{Channel::kMeeting, v1::CHANNEL_MEETING},
    std::pair{Channel::kMessenger, v1::CHANNEL_MESSENGER},
}};

constexpr EnumTable kDirections{std::array{
    std::pair{Direction::kInbound, v1::DIRECTION_INBOUND},
    std::pair{Direction::kOutbound, v1::DIRECTION_OUTBOUND},
}};

constexpr EnumTable kOutcomes{std::array{
    std::pair{ContactOutcome::kReached, v1::CONTACT_OUTCOME_REACHED},
    std::pair{ContactOutcome::kNoAnswer, v1::CONTACT_OUTCOME_NO_ANSWER},
    std::pair{ContactOutcome::kVoicemail, v1::CONTACT_OUTCOME_VOICEMAIL},
    std::pair{ContactOutcome::kWrongNumber, v1::CONTACT_OUTCOME_WRONG_NUMBER},
    std::pair{ContactOutcome::kNotConnected, v1::CONTACT_OUTCOME_NOT_CONNECTED},
    std::pair{ContactOutcome::kPromised, v1::CONTACT_OUTCOME_PROMISED},
    std::pair{ContactOutcome::kDisputed, v1::CONTACT_OUTCOME_DISPUTED},
    std::pair{ContactOutcome::kQuestion, v1::CONTACT_OUTCOME_QUESTION},
    std::pair{ContactOutcome::kRefused, v1::CONTACT_OUTCOME_REFUSED},
    std::pair{ContactOutcome::kHardshipTold, v1::CONTACT_OUTCOME_HARDSHIP_TOLD},
}};

constexpr EnumTable kCustomerKinds{std::array{
    std::pair{CustomerKind::kBusiness, v1::CUSTOMER_KIND_BUSINESS},
    std::pair{CustomerKind::kConsumer, v1::CUSTOMER_KIND_CONSUMER},
}};

constexpr EnumTable kPolicyRules{std::array{
    std::pair{PolicyRule::kCeased, v1::POLICY_RULE_CEASED},
    std::pair{PolicyRule::kRepresented, v1::POLICY_RULE_REPRESENTED},
    std::pair{PolicyRule::kDoNotContact, v1::POLICY_RULE_DO_NOT_CONTACT},
    std::pair{PolicyRule::kQuietHours, v1::POLICY_RULE_QUIET_HOURS},
    std::pair{PolicyRule::kCallCap, v1::POLICY_RULE_CALL_CAP},
    std::pair{PolicyRule::kRestAfterConversation, v1::POLICY_RULE_REST_AFTER_CONVERSATION},
}};

constexpr EnumTable kMessageKinds{std::array{
    std::pair{MessageKind::kNote, v1::MESSAGE_KIND_NOTE},
    std::pair{MessageKind::kFriendly, v1::MESSAGE_KIND_FRIENDLY},
    std::pair{MessageKind::kSecondReminder, v1::MESSAGE_KIND_SECOND_REMINDER},
    std::pair{MessageKind::kOfferOfHelp, v1::MESSAGE_KIND_OFFER_OF_HELP},
    std::pair{MessageKind::kFormalLetter, v1::MESSAGE_KIND_FORMAL_LETTER},
    std::pair{MessageKind::kFinalDemand, v1::MESSAGE_KIND_FINAL_DEMAND},
}};

constexpr EnumTable kDifferences{std::array{
    std::pair{FactDifference::Kind::kInvoiceUnknown, v1::FactDifference::KIND_INVOICE_UNKNOWN},
    std::pair{FactDifference::Kind::kAmount, v1::FactDifference::KIND_AMOUNT},
    std::pair{FactDifference::Kind::kDue, v1::FactDifference::KIND_DUE},
    std::pair{FactDifference::Kind::kOnHold, v1::FactDifference::KIND_ON_HOLD},
    std::pair{FactDifference::Kind::kPastDue, v1::FactDifference::KIND_PAST_DUE},
    std::pair{FactDifference::Kind::kDeadline, v1::FactDifference::KIND_DEADLINE},
}};

}  // namespace

v1::Channel ToWire(Channel channel) { return kChannels.ToWire(channel); }
v1::Direction ToWire(Direction direction) { return kDirections.ToWire(direction); }
v1::ContactOutcome ToWire(ContactOutcome outcome) { return kOutcomes.ToWire(outcome); }
v1::CustomerKind ToWire(CustomerKind kind) { return kCustomerKinds.ToWire(kind); }
v1::PolicyRule ToWire(PolicyRule rule) { return kPolicyRules.ToWire(rule); }
v1::MessageKind ToWire(MessageKind kind) { return kMessageKinds.ToWire(kind); }
v1::FactDifference::Kind ToWire(FactDifference::Kind kind) { return kDifferences.ToWire(kind); }

std::optional<Channel> FromWire(v1::Channel channel) { return kChannels.FromWire(channel); }
std::optional<Direction> FromWire(v1::Direction direction) {
  return kDirections.FromWire(direction);
}
std::optional<ContactOutcome> FromWire(v1::ContactOutcome outcome) {
  return kOutcomes.FromWire(outcome);
}
std::optional<CustomerKind> FromWire(v1::CustomerKind kind) {
  return kCustomerKinds.FromWire(kind);
}
std::optional<PolicyRule> FromWire(v1::PolicyRule rule) { return kPolicyRules.FromWire(rule); }
std::optional<MessageKind> FromWire(v1::MessageKind kind) { return kMessageKinds.FromWire(kind); }
std::optional<FactDifference::Kind> FromWire(v1::FactDifference::Kind kind) {
  return kDifferences.FromWire(kind);
}

}  // namespace recourse::communication_log
