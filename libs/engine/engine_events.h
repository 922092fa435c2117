#pragma once

#include <string>

#include "libs/base/check.h"
#include "libs/eventlog/event.h"
#include "recourse/history/v1/record.pb.h"

namespace recourse::engine {

// The full name of an event's message; lives as long as the program.
template <class Message>
const std::string& EventType() {
  return Message::descriptor()->full_name();
}

template <class Message>
eventlog::EncodedEvent EncodeEvent(const Message& message) {
  return {EventType<Message>(), message.SerializeAsString()};
}

// Reads an event that this program wrote itself.
template <class Message>
Message ReadEvent(const history::v1::Record& record) {
  Message message;
  CHECK(record.type() == EventType<Message>() && message.ParseFromString(record.payload()));
  return message;
}

}  // namespace recourse::engine
