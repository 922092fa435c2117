#pragma once

#include "libs/base/failure.h"
#include "services/communication_log/domain/clearance.h"
#include "services/communication_log/domain/contact.h"
#include "services/communication_log/domain/message.h"
#include "services/communication_log/domain/preferences.h"

// What a caller is told when a rule refuses: the rule's name, its kind, one sentence, the values.
// A contact that the policy forbids is no such refusal: it is an answer.
namespace recourse::communication_log {

Failure ToFailure(const Refusal<ClearanceRule>& refusal);
Failure ToFailure(const Refusal<ContactRule>& refusal);
Failure ToFailure(const Refusal<MessageRule>& refusal);
Failure ToFailure(const Refusal<PreferenceRule>& refusal);

}  // namespace recourse::communication_log
