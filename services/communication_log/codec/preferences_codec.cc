#include "services/communication_log/codec/preferences_codec.h"

#include "libs/wire/convert.h"
#include "libs/wire/event.h"
#include "recourse/communication_log/v1/policy_events.pb.h"
#include "services/communication_log/codec/words.h"

namespace recourse::communication_log {
namespace {

using Decoded = std::optional<PreferenceEvent>;

// Three shapes cover all events but CallNoted: a day, a channel and a day, a person and a day.

template <class Message, class Event>
Message WriteDay(const Event& event) {
  Message message;
  *message.mutable_day() = wire::ToWire(event.day);
  return message;
}

template <class Message, class Event>
Message WriteChannelDay(const Event& event) {
  auto message = WriteDay<Message>(event);
  message.set_channel(ToWire(event.channel));
  return message;
}

template <class Message, class Event>
Message WritePersonDay(const Event& event) {
  auto message = WriteDay<Message>(event);
  message.set_person(event.person);
  return message;
}

template <class Event, class Message>
Decoded ReadDay(const Message& message) {
  const auto day = wire::FromWire(message.day());
  if (!day) return std::nullopt;
  return Event{*day};
}

template <class Event, class Message>
Decoded ReadChannelDay(const Message& message) {
  const auto channel = FromWire(message.channel());
  const auto day = wire::FromWire(message.day());
  if (!channel || !day) return std::nullopt;
  return Event{*channel, *day};
}

template <class Event, class Message>
Decoded ReadPersonDay(const Message& message) {
  const auto day = wire::FromWire(message.day());
  if (!day) return std::nullopt;
  return Event{message.person(), *day};
}

v1::ChannelBarred Write(const ChannelBarred& event) {
  return WriteChannelDay<v1::ChannelBarred>(event);
}
v1::ChannelAllowed Write(const ChannelAllowed& event) {
  return WriteChannelDay<v1::ChannelAllowed>(event);
}
v1::CeaseRequested Write(const CeaseRequested& event) {
  return WriteDay<v1::CeaseRequested>(event);
}
v1::CeaseLifted Write(const CeaseLifted& event) { return WriteDay<v1::CeaseLifted>(event); }
v1::RepresentationBegun Write(const RepresentationBegun& event) {
  return WriteDay<v1::RepresentationBegun>(event);
}
v1::RepresentationEnded Write(const RepresentationEnded& event) {
  return WriteDay<v1::RepresentationEnded>(event);
}
v1::ConsentGiven Write(const ConsentGiven& event) {
  return WritePersonDay<v1::ConsentGiven>(event);
}
v1::ConsentWithdrawn Write(const ConsentWithdrawn& event) {
  return WritePersonDay<v1::ConsentWithdrawn>(event);
}

v1::CallNoted Write(const CallNoted& event) {
  auto message = WritePersonDay<v1::CallNoted>(event);
  message.set_contact_id(event.contact_id);
  for (const auto& debt : event.debts) message.add_debts(debt);
  message.set_attempt(event.attempt);
  message.set_conversation(event.conversation);
  return message;
}

Decoded Read(const v1::ChannelBarred& message) { return ReadChannelDay<ChannelBarred>(message); }
Decoded Read(const v1::ChannelAllowed& message) { return ReadChannelDay<ChannelAllowed>(message); }
Decoded Read(const v1::CeaseRequested& message) { return ReadDay<CeaseRequested>(message); }
Decoded Read(const v1::CeaseLifted& message) { return ReadDay<CeaseLifted>(message); }
Decoded Read(const v1::RepresentationBegun& message) {
  return ReadDay<RepresentationBegun>(message);
}
Decoded Read(const v1::RepresentationEnded& message) {
  return ReadDay<RepresentationEnded>(message);
}
Decoded Read(const v1::ConsentGiven& message) { return ReadPersonDay<ConsentGiven>(message); }
Decoded Read(const v1::ConsentWithdrawn& message) {
  return ReadPersonDay<ConsentWithdrawn>(message);
}

Decoded Read(const v1::CallNoted& message) {
  const auto day = wire::FromWire(message.day());
  if (!day) return std::nullopt;
  return CallNoted{message.contact_id(),
                   message.person(),
                   {message.debts().begin(), message.debts().end()},
                   *day,
                   message.attempt(),
                   message.conversation()};
}

}  // namespace

eventlog::EncodedEvent PreferencesAggregate::Encode(const PreferenceEvent& event) {
  return std::visit([](const auto& happened) { return wire::Pack(Write(happened)); }, event);
}

std::optional<PreferenceEvent> PreferencesAggregate::Decode(std::string_view type,
                                                            std::string_view payload) {
  return wire::DecodeAs<PreferenceEvent, v1::ChannelBarred, v1::ChannelAllowed, v1::CeaseRequested,
                        v1::CeaseLifted, v1::RepresentationBegun, v1::RepresentationEnded,
                        v1::ConsentGiven, v1::ConsentWithdrawn, v1::CallNoted>(
      type, payload, [](const auto& message) { return Read(message); });
}

}  // namespace recourse::communication_log
