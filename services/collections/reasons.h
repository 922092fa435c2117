#pragma once

#include "libs/base/failure.h"
#include "libs/decider/decider.h"
#include "services/collections/domain/case.h"
#include "services/collections/domain/feed.h"
#include "services/collections/domain/partner.h"

namespace recourse::collections {

// A refusal by a rule, as callers and people are told of it: the rule's own name in capitals, its
// kind, one sentence, and the values that broke it.
Failure ToFailure(const Refusal<CaseRule>& refusal);
Failure ToFailure(const Refusal<PartnerRule>& refusal);
Failure ToFailure(const Refusal<FeedRule>& refusal);

}  // namespace recourse::collections
