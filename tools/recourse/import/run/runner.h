#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "tools/recourse/import/run/dated_command.h"

namespace recourse::csv_import {

struct RunProgress {
  std::uint64_t done = 0;
  std::uint64_t total = 0;
  Date day;  // Of the command done last, or where the simulated clock stands.
};

// Why a run ended early. What was done before it stays done; the same run again completes it.
struct RunStopped {
  std::string label;  // Of the command that was refused; empty if it was not for one command.
  Failure failure;
};

// Has an import's commands done, each exactly once however often it is asked for. Stops at the
// first that is refused.
class Runner {
 public:
  using OnProgress = std::function<void(const RunProgress&)>;

  virtual ~Runner() = default;
  // `commands` are in the order of a Plan. Blocks; calls `on_progress` on this thread.
  virtual Expected<Done, RunStopped> Run(const std::vector<DatedCommand>& commands,
                                         const OnProgress& on_progress) = 0;
};

}  // namespace recourse::csv_import
