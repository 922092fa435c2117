#pragma once

#include <string>

#include "libs/base/failure.h"
#include "libs/decider/decider.h"
#include "services/collections/domain/case.h"
#include "services/collections/domain/feed.h"
#include "services/collections/domain/partner.h"

namespace recourse::collections {

// A refusal by a rule, as callers and people are told of it: the rule's own name in capitals, its
// kind, one sentence, and the values that broke it.
// A case does not know whose it is: `home` names the account where that is what is unknown.
Failure ToFailure(const Refusal<CaseRule>& refusal, const std::string& home);
Failure ToFailure(const Refusal<PartnerRule>& refusal);
Failure ToFailure(const Refusal<FeedRule>& refusal);

}  // namespace recourse::collections
