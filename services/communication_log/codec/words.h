#pragma once

#include <optional>

#include "recourse/communication_log/v1/contact_events.pb.h"
#include "recourse/communication_log/v1/message_events.pb.h"
#include "recourse/communication_log/v1/policy_events.pb.h"
#include "services/communication_log/domain/contact.h"
#include "services/communication_log/domain/contact_policy.h"
#include "services/communication_log/domain/message_content.h"
#include "services/communication_log/domain/still_true.h"

// The words of this service on the wire. Reading gives nothing for what is unspecified or unknown.
namespace recourse::communication_log {

v1::Channel ToWire(Channel channel);
v1::Direction ToWire(Direction direction);
v1::ContactOutcome ToWire(ContactOutcome outcome);
v1::CustomerKind ToWire(CustomerKind kind);
v1::PolicyRule ToWire(PolicyRule rule);
v1::MessageKind ToWire(MessageKind kind);
v1::FactDifference::Kind ToWire(FactDifference::Kind kind);

std::optional<Channel> FromWire(v1::Channel channel);
std::optional<Direction> FromWire(v1::Direction direction);
std::optional<ContactOutcome> FromWire(v1::ContactOutcome outcome);
std::optional<CustomerKind> FromWire(v1::CustomerKind kind);
std::optional<PolicyRule> FromWire(v1::PolicyRule rule);
std::optional<MessageKind> FromWire(v1::MessageKind kind);
std::optional<FactDifference::Kind> FromWire(v1::FactDifference::Kind kind);

}  // namespace recourse::communication_log
