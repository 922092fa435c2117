#pragma once

#include <memory>

#include "libs/process/conducted.h"
#include "libs/rpc/client.h"
#include "recourse/simulation/v1/clock_service.grpc.pb.h"

namespace recourse::process {

// The simulated clock of another process, over its ClockService.
class RemoteTime final : public Conducted {
 public:
  // `client` has the role operator, and outlives this.
  explicit RemoteTime(rpc::Client& client);

  Expected<Standing, Failure> Look() override;
  Expected<Done, Failure> MoveTo(Instant instant) override;
  Expected<std::uint64_t, Failure> FireDue() override;
  Expected<Done, Failure> KeepClock() override;

 private:
  rpc::Client& client_;
  const std::unique_ptr<simulation::v1::ClockService::Stub> stub_;
};

}  // namespace recourse::process
