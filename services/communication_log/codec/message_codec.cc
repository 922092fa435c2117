#include "services/communication_log/codec/message_codec.h"

#include <utility>

#include "libs/wire/event.h"
#include "recourse/communication_log/v1/message_events.pb.h"
#include "services/communication_log/codec/content_wire.h"
#include "services/communication_log/codec/decision_wire.h"

namespace recourse::communication_log {
namespace {

using Decoded = std::optional<MessageEvent>;

template <class Message, class Event>
Message WriteDecided(const Event& event) {
  Message message;
  message.set_message_id(event.message_id);
  *message.mutable_content() = ToWire(event.content);
  *message.mutable_decision() = ToWire(event.decision);
  return message;
}

template <class Event, class Message>
Decoded ReadDecided(const Message& message) {
  auto content = FromWire(message.content());
  auto decision = FromWire(message.decision());
  if (!content || !decision) return std::nullopt;
  return Event{message.message_id(), *std::move(content), *std::move(decision)};
}

v1::MessageQueued Write(const MessageQueued& event) {
  return WriteDecided<v1::MessageQueued>(event);
}

v1::MessageRefused Write(const MessageRefused& event) {
  return WriteDecided<v1::MessageRefused>(event);
}

v1::MessageSent Write(const MessageSent& event) {
  v1::MessageSent message;
  message.set_message_id(event.message_id);
  message.set_content_hmac(event.content_hmac);
  message.set_file(event.file);
  return message;
}

v1::MessageWithheld Write(const MessageWithheld& event) {
  v1::MessageWithheld message;
  message.set_message_id(event.message_id);
  for (const auto& difference : event.differences) {
    *message.add_differences() = ToWire(difference);
  }
  return message;
}

v1::MessageFailed Write(const MessageFailed& event) {
  v1::MessageFailed message;
  message.set_message_id(event.message_id);
  message.set_reason(event.reason);
  return message;
}

Decoded Read(const v1::MessageQueued& message) { return ReadDecided<MessageQueued>(message); }

Decoded Read(const v1::MessageRefused& message) { return ReadDecided<MessageRefused>(message); }

Decoded Read(const v1::MessageSent& message) {
  return MessageSent{message.message_id(), message.content_hmac(), message.file()};
}

Decoded Read(const v1::MessageWithheld& message) {
  MessageWithheld event{message.message_id(), {}};
  for (const auto& stored : message.differences()) {
    auto difference = FromWire(stored);
    if (!difference) return std::nullopt;
    event.differences.push_back(*std::move(difference));
  }
  return event;
}

Decoded Read(const v1::MessageFailed& message) {
  return MessageFailed{message.message_id(), message.reason()};
}

}  // namespace

eventlog::EncodedEvent MessageAggregate::Encode(const MessageEvent& event) {
  return std::visit([](const auto& happened) { return wire::Pack(Write(happened)); }, event);
}

std::optional<MessageEvent> MessageAggregate::Decode(std::string_view type,
                                                     std::string_view payload) {
  return wire::DecodeAs<MessageEvent, v1::MessageQueued, v1::MessageRefused, v1::MessageSent,
                        v1::MessageWithheld, v1::MessageFailed>(
      type, payload, [](const auto& message) { return Read(message); });
}

}  // namespace recourse::communication_log
