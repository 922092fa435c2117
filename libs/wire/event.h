#pragma once

#include <google/protobuf/message.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "libs/base/check.h"
#include "libs/eventlog/event.h"

namespace recourse::wire {

template <class Message>
std::string_view TypeOf() {
  return Message::descriptor()->full_name();
}

// Whether `type` is the full name of one of `Messages`. The names are looked up once.
template <class... Messages>
bool Is(std::string_view type) {
  static const std::array names{TypeOf<Messages>()...};
  return std::find(names.begin(), names.end(), type) != names.end();
}

// `message` as an event: its full name, and its bytes. Messages of events have no maps, so equal
// messages give equal bytes.
template <class Message>
eventlog::EncodedEvent Pack(const Message& message) {
  eventlog::EncodedEvent event{TypeOf<Message>(), {}};
  CHECK(message.SerializeToString(&event.payload));
  return event;
}

// False if `payload` is not a Message; `message` keeps its memory.
template <class Message>
bool Unpack(std::string_view payload, Message& message) {
  return message.ParseFromArray(payload.data(), static_cast<int>(payload.size()));
}

// Nothing if `payload` is not a Message.
template <class Message>
std::optional<Message> Unpack(std::string_view payload) {
  Message message;
  if (!Unpack(payload, message)) return std::nullopt;
  return message;
}

// Unpacks as the one of `Messages` that is named `type`, and gives what `read` makes of it. Nothing
// if there is none, its bytes are not such a message, or `read` gives nothing.
template <class Event, class... Messages, class Read>
std::optional<Event> DecodeAs(std::string_view type, std::string_view payload, Read read) {
  std::optional<Event> event;
  const auto attempt = [&]<class Message>(const Message*) {
    if (!Is<Message>(type)) return false;
    if (const auto message = Unpack<Message>(payload)) event = read(*message);
    return true;
  };
  (void)(attempt(static_cast<const Messages*>(nullptr)) || ...);
  return event;
}

}  // namespace recourse::wire
