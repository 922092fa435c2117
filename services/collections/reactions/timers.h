#pragma once

#include <vector>

#include "libs/engine/definition.h"

namespace recourse::collections {

// The one timer of a case, "ladder": what RunScheduled says.
std::vector<engine::TimerChange> TimersOf(const engine::Record& record);

// The morning of a case has come. If it would place a claim, the directory is asked first which
// agencies there are, and the run happens with its answer.
Expected<Done, Failure> RunCase(engine::Unit& unit, const engine::Timer& timer);

}  // namespace recourse::collections
