#pragma once

#include <string_view>

#include "google/type/date.pb.h"
#include "google/type/money.pb.h"
#include "libs/base/date.h"
#include "libs/base/money.h"
#include "libs/eventlog/event.h"

// How money and days look in messages, for events and API alike. All functions are thread safe.
namespace recourse::invoicing {

void Write(const Money& amount, google::type::Money* message);
void Write(Date day, google::type::Date* message);

// Reads what messages hold and remembers whether all of it could be read, so that a message is read
// field by field and judged once.
class WireReader {
 public:
  // Not readable: an unknown currency, more decimals than it has, beyond 64 bits of minor units.
  Money Read(const google::type::Money& message);
  // Not readable: what is no day of the calendar, such as an unset one.
  Date Read(const google::type::Date& message);
  // What a message holds in a form that its reader cannot make sense of.
  void Fail() { ok_ = false; }

  bool ok() const { return ok_; }

 private:
  bool ok_ = true;
};

// An empty message of this thread, for short use: it keeps its memory from one use to the next.
template <class Message>
Message& Reused() {
  thread_local Message message;
  message.Clear();
  return message;
}

template <class Message>
std::string_view TypeOf() {
  return Message::descriptor()->full_name();
}

template <class Message>
eventlog::EncodedEvent Encoded(const Message& message) {
  return {TypeOf<Message>(), message.SerializeAsString()};
}

// False if `payload` is not a `Message`.
template <class Message>
bool Parse(std::string_view payload, Message& message) {
  return message.ParseFromArray(payload.data(), static_cast<int>(payload.size()));
}

}  // namespace recourse::invoicing
