#pragma once

#include "libs/process/conducted.h"
#include "libs/rpc/service.h"

namespace recourse::process {

// recourse.simulation.v1.ClockService over the services of this process. Thread safe.
class ClockApi final : public rpc::Service {
 public:
  // `local` outlives this.
  ClockApi(rpc::Shell& shell, engine::Commands& commands, Conducted& local);
};

}  // namespace recourse::process
