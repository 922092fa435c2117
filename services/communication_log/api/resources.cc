#include "services/communication_log/api/resources.h"

#include "libs/base/check.h"
#include "libs/wire/convert.h"
#include "services/communication_log/codec/content_wire.h"
#include "services/communication_log/codec/decision_wire.h"
#include "services/communication_log/codec/words.h"

namespace recourse::communication_log {
namespace {

constexpr Channel kChannels[] = {Channel::kEmail,    Channel::kPhone,  Channel::kSms,
                                 Channel::kLetter,   Channel::kPortal, Channel::kMeeting,
                                 Channel::kMessenger};

v1::MessageState ToWire(Message::Status status) {
  switch (status) {
    case Message::Status::kUnknown:
      break;
    case Message::Status::kQueued:
      return v1::MESSAGE_STATE_QUEUED;
    case Message::Status::kRefused:
      return v1::MESSAGE_STATE_REFUSED;
    case Message::Status::kSent:
      return v1::MESSAGE_STATE_SENT;
    case Message::Status::kWithheld:
      return v1::MESSAGE_STATE_WITHHELD;
    case Message::Status::kFailed:
      return v1::MESSAGE_STATE_FAILED;
  }
  CHECK(false && "a message that was never asked for is no resource");
  return {};
}

}  // namespace

std::string MessageStream(std::string_view message_id) {
  return "messages/" + std::string(message_id);
}
std::string ContactStream(std::string_view contact_id) {
  return "contacts/" + std::string(contact_id);
}
std::string ClearanceStream(std::string_view clearance_id) {
  return "clearances/" + std::string(clearance_id);
}

v1::Message ToResource(const std::string& account, const Message& message) {
  v1::Message resource;
  resource.set_name(account + "/" + MessageStream(message.message_id));
  resource.set_state(ToWire(message.status));
  *resource.mutable_content() = ToWire(message.content);
  *resource.mutable_decision() = ToWire(message.decision);
  resource.set_content_hmac(message.content_hmac);
  resource.set_file(message.file);
  for (const auto& difference : message.differences) {
    *resource.add_differences() = ToWire(difference);
  }
  resource.set_failure(message.failure);
  return resource;
}

v1::Contact ToResource(const std::string& account, const Contact& contact) {
  v1::Contact resource;
  resource.set_name(account + "/" + ContactStream(contact.contact_id));
  resource.set_channel(ToWire(contact.channel));
  resource.set_direction(ToWire(contact.direction));
  resource.set_outcome(ToWire(contact.outcome));
  resource.set_person(contact.person);
  for (const auto& debt : contact.debts) resource.add_debts(debt);
  *resource.mutable_occurred_at() = wire::ToWire(contact.occurred_at);
  resource.set_utc_offset_minutes(contact.utc_offset_minutes);
  for (const auto& link : contact.links) resource.add_links(link);
  return resource;
}

v1::ContactPreferences ToResource(const std::string& account, const Preferences& preferences) {
  v1::ContactPreferences resource;
  resource.set_name(account + "/" + std::string(kPolicyStream));
  for (const Channel channel : kChannels) {
    if (preferences.barred.Contains(channel)) resource.add_barred_channels(ToWire(channel));
  }
  resource.set_ceased(preferences.ceased);
  resource.set_represented_by_lawyer(preferences.represented);
  for (const auto& [person, day] : preferences.call_consents) {
    auto& consent = *resource.add_call_consents();
    consent.set_person(person);
    *consent.mutable_day() = wire::ToWire(day);
  }
  return resource;
}

}  // namespace recourse::communication_log
