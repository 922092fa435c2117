#include "services/communication_log/codec/contact_codec.h"

#include "libs/wire/convert.h"
#include "libs/wire/event.h"
#include "recourse/communication_log/v1/contact_events.pb.h"
#include "services/communication_log/codec/words.h"

namespace recourse::communication_log {
namespace {

std::optional<ContactEvent> Read(const v1::ContactRecorded& message) {
  const auto channel = FromWire(message.channel());
  const auto direction = FromWire(message.direction());
  const auto outcome = FromWire(message.outcome());
  const auto occurred_at = wire::FromWire(message.occurred_at());
  if (!channel || !direction || !outcome || !occurred_at) return std::nullopt;
  Contact contact{.contact_id = message.contact_id(),
                  .channel = *channel,
                  .direction = *direction,
                  .outcome = *outcome,
                  .person = message.person(),
                  .debts = {message.debts().begin(), message.debts().end()},
                  .occurred_at = *occurred_at,
                  .utc_offset_minutes = message.utc_offset_minutes(),
                  .links = {message.links().begin(), message.links().end()},
                  .text = {}};
  if (message.has_summary()) contact.text = wire::FromWire(message.summary());
  return ContactRecorded{contact};
}

}  // namespace

eventlog::EncodedEvent ContactAggregate::Encode(const ContactEvent& event) {
  const Contact& contact = event.contact;
  v1::ContactRecorded message;
  message.set_contact_id(contact.contact_id);
  message.set_channel(ToWire(contact.channel));
  message.set_direction(ToWire(contact.direction));
  message.set_outcome(ToWire(contact.outcome));
  message.set_person(contact.person);
  for (const auto& debt : contact.debts) message.add_debts(debt);
  *message.mutable_occurred_at() = wire::ToWire(contact.occurred_at);
  message.set_utc_offset_minutes(contact.utc_offset_minutes);
  for (const auto& link : contact.links) message.add_links(link);
  if (contact.text) *message.mutable_summary() = wire::ToWire(*contact.text);
  return wire::Pack(message);
}

std::optional<ContactEvent> ContactAggregate::Decode(std::string_view type,
                                                     std::string_view payload) {
  return wire::DecodeAs<ContactEvent, v1::ContactRecorded>(
      type, payload, [](const auto& message) { return Read(message); });
}

}  // namespace recourse::communication_log
