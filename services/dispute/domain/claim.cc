#include "services/dispute/domain/claim.h"

#include "libs/base/overloaded.h"

namespace recourse::dispute {

Ending EndingOf(const Outcome& outcome) {
  return std::visit(Overloaded{
                        [](const Conceded&) { return Ending::kConceded; },
                        [](const PartlyConceded&) { return Ending::kPartlyConceded; },
                        [](const Rejected&) { return Ending::kRejected; },
                        [](const Withdrawn&) { return Ending::kWithdrawn; },
                        [](const Void&) { return Ending::kVoid; },
                    },
                    outcome);
}

}  // namespace recourse::dispute
