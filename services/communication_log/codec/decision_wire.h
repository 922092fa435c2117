#pragma once

#include <optional>

#include "recourse/communication_log/v1/policy_events.pb.h"
#include "services/communication_log/domain/contact_policy.h"

namespace recourse::communication_log {

v1::PolicyDecision ToWire(const PolicyDecision& decision);

// Nothing if a part that a decision always has is missing or unknown.
std::optional<PolicyDecision> FromWire(const v1::PolicyDecision& decision);

}  // namespace recourse::communication_log
