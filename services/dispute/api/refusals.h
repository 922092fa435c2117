#pragma once

#include "libs/base/failure.h"
#include "services/dispute/domain/dispute.h"

namespace recourse::dispute {

// What a caller is told when a rule refuses: the rule's name, its kind, one sentence, the values.
Failure ToFailure(const Refusal<DisputeRule>& refusal);

}  // namespace recourse::dispute
