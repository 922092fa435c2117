#pragma once

#include <optional>

#include "recourse/communication_log/v1/message_events.pb.h"
#include "services/communication_log/domain/message_content.h"
#include "services/communication_log/domain/still_true.h"

namespace recourse::communication_log {

v1::MessageContent ToWire(const MessageContent& content);
v1::FactDifference ToWire(const FactDifference& difference);

// Nothing if a part that is always there is missing or unknown, or an amount or day is none.
std::optional<MessageContent> FromWire(const v1::MessageContent& content);
std::optional<FactDifference> FromWire(const v1::FactDifference& difference);

}  // namespace recourse::communication_log
