#include "services/communication_log/codec/decision_wire.h"

#include <chrono>
#include <utility>

#include "libs/wire/convert.h"
#include "services/communication_log/codec/words.h"

namespace recourse::communication_log {
namespace {

v1::PolicyInputs Write(const ContactInputs& inputs) {
  v1::PolicyInputs message;
  message.set_channel(ToWire(inputs.channel));
  message.set_customer_kind(ToWire(inputs.customer_kind));
  message.set_country(inputs.country);
  *message.mutable_local_day() = wire::ToWire(inputs.local.day);
  message.set_local_second(static_cast<std::int32_t>(inputs.local.time_of_day.count()));
  message.set_ceased(inputs.ceased);
  message.set_represented(inputs.represented);
  message.set_channel_barred(inputs.channel_barred);
  message.set_calls_in_window(inputs.calls_in_window);
  if (inputs.last_conversation) {
    *message.mutable_last_conversation() = wire::ToWire(*inputs.last_conversation);
  }
  message.set_call_consent(inputs.call_consent);
  return message;
}

std::optional<ContactInputs> Read(const v1::PolicyInputs& message) {
  const auto channel = FromWire(message.channel());
  const auto customer_kind = FromWire(message.customer_kind());
  const auto local_day = wire::FromWire(message.local_day());
  if (!channel || !customer_kind || !local_day) return std::nullopt;
  ContactInputs inputs{.channel = *channel,
                       .customer_kind = *customer_kind,
                       .country = message.country(),
                       .local = {*local_day, std::chrono::seconds(message.local_second())},
                       .ceased = message.ceased(),
                       .represented = message.represented(),
                       .channel_barred = message.channel_barred(),
                       .calls_in_window = message.calls_in_window(),
                       .last_conversation = {},
                       .call_consent = message.call_consent()};
  if (message.has_last_conversation()) {
    inputs.last_conversation = wire::FromWire(message.last_conversation());
    if (!inputs.last_conversation) return std::nullopt;
  }
  return inputs;
}

}  // namespace

v1::PolicyDecision ToWire(const PolicyDecision& decision) {
  v1::PolicyDecision message;
  message.set_rule_set(decision.rule_set);
  message.set_version(decision.version);
  *message.mutable_inputs() = Write(decision.inputs);
  if (decision.refused_by) message.set_refused_by(ToWire(*decision.refused_by));
  return message;
}

std::optional<PolicyDecision> FromWire(const v1::PolicyDecision& message) {
  auto inputs = Read(message.inputs());
  if (!inputs) return std::nullopt;
  PolicyDecision decision{message.rule_set(), message.version(), *std::move(inputs), {}};
  if (message.refused_by() != v1::POLICY_RULE_UNSPECIFIED) {
    decision.refused_by = FromWire(message.refused_by());
    if (!decision.refused_by) return std::nullopt;
  }
  return decision;
}

}  // namespace recourse::communication_log
