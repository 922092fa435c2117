#pragma once

#include "libs/eventlog/event_log.h"

namespace recourse::engine {

// What follows from an error of the log, on writing or reading: the error is said, and the process
// ends with 70. What was written is unknown then, or what is read cannot be believed; a restart
// and the request id tell.
[[noreturn]] void EndOnLogError(const eventlog::LogError& error);

}  // namespace recourse::engine
