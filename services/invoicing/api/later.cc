#include "services/invoicing/api/later.h"

#include <grpcpp/alarm.h>

#include <memory>

namespace recourse::invoicing {

Instant WallClockAt(std::chrono::steady_clock::time_point deadline) {
  using std::chrono::steady_clock;
  using std::chrono::system_clock;
  const auto left = deadline - steady_clock::now();
  return std::chrono::floor<Instant::duration>(system_clock::now() + left);
}

void RunOnGrpcThread(std::function<void()> work) {
  // An alarm that is due at once. It keeps itself until it has rung.
  auto alarm = std::make_shared<grpc::Alarm>();
  alarm->Set(gpr_now(GPR_CLOCK_MONOTONIC), [alarm, work = std::move(work)](bool) mutable {
    work();
    alarm.reset();
  });
}

}  // namespace recourse::invoicing
