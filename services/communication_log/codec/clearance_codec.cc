#include "services/communication_log/codec/clearance_codec.h"

#include "libs/wire/event.h"
#include "recourse/communication_log/v1/policy_events.pb.h"
#include "services/communication_log/codec/decision_wire.h"

namespace recourse::communication_log {
namespace {

template <class Message>
Message Write(const Clearance& clearance) {
  Message message;
  message.set_clearance_id(clearance.clearance_id);
  message.set_person(clearance.person);
  for (const auto& debt : clearance.debts) message.add_debts(debt);
  *message.mutable_decision() = ToWire(clearance.decision);
  return message;
}

v1::ContactCleared Write(const ContactCleared& event) {
  return Write<v1::ContactCleared>(event.clearance);
}
v1::ContactRefused Write(const ContactRefused& event) {
  return Write<v1::ContactRefused>(event.clearance);
}

template <class Message>
std::optional<Clearance> ReadClearance(const Message& message) {
  const auto decision = FromWire(message.decision());
  if (!decision) return std::nullopt;
  return Clearance{message.clearance_id(),
                   message.person(),
                   {message.debts().begin(), message.debts().end()},
                   *decision};
}

std::optional<ClearanceEvent> Read(const v1::ContactCleared& message) {
  const auto clearance = ReadClearance(message);
  if (!clearance) return std::nullopt;
  return ContactCleared{*clearance};
}
std::optional<ClearanceEvent> Read(const v1::ContactRefused& message) {
  const auto clearance = ReadClearance(message);
  if (!clearance) return std::nullopt;
  return ContactRefused{*clearance};
}

}  // namespace

eventlog::EncodedEvent ClearanceAggregate::Encode(const ClearanceEvent& event) {
  return std::visit([](const auto& happened) { return wire::Pack(Write(happened)); }, event);
}

std::optional<ClearanceEvent> ClearanceAggregate::Decode(std::string_view type,
                                                         std::string_view payload) {
  return wire::DecodeAs<ClearanceEvent, v1::ContactCleared, v1::ContactRefused>(
      type, payload, [](const auto& message) { return Read(message); });
}

}  // namespace recourse::communication_log
