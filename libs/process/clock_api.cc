#include "libs/process/clock_api.h"

#include "recourse/simulation/v1/clock_service.pb.h"

namespace recourse::process {
namespace {

namespace v1 = simulation::v1;
using rpc::Caller;

v1::GetStandingResponse ToWire(const Standing& standing) {
  v1::GetStandingResponse response;
  response.set_now_us(standing.now.time_since_epoch().count());
  if (standing.next_timer) {
    response.set_next_timer_us(standing.next_timer->time_since_epoch().count());
  }
  for (const ServiceStanding& one : standing.services) {
    auto& service = *response.add_services();
    service.set_service(one.service);
    service.set_idle(one.idle);
    service.mutable_released()->Assign(one.released.begin(), one.released.end());
    service.mutable_applied()->Assign(one.applied.begin(), one.applied.end());
    for (const auto& [name, consumed] : one.consumed) {
      auto& source = *service.add_sources();
      source.set_service(name);
      source.mutable_consumed()->Assign(consumed.begin(), consumed.end());
    }
  }
  return response;
}

}  // namespace

ClockApi::ClockApi(rpc::Shell& shell, engine::Commands& commands, Conducted& local)
    : Service(shell, commands, "recourse.simulation.v1.ClockService") {
  const rpc::Roles conductors{rpc::Role::kOperator};
  Query<v1::GetStandingRequest, v1::GetStandingResponse>(
      "GetStanding", conductors,
      [&local](const auto&, const Caller&) -> Expected<v1::GetStandingResponse, Failure> {
        const auto standing = local.Look();
        if (!standing) return Unexpected{standing.error()};
        return ToWire(*standing);
      },
      NotAwaited);
  Query<v1::MoveClockRequest, v1::MoveClockResponse>(
      "MoveClock", conductors,
      [&local](const auto& request, const Caller&) -> Expected<v1::MoveClockResponse, Failure> {
        const auto moved = local.MoveTo(Instant(Instant::duration(request.to_us())));
        if (!moved) return Unexpected{moved.error()};
        return v1::MoveClockResponse();
      },
      NotAwaited);
  Query<v1::FireTimersRequest, v1::FireTimersResponse>(
      "FireTimers", conductors,
      [&local](const auto&, const Caller&) -> Expected<v1::FireTimersResponse, Failure> {
        const auto fired = local.FireDue();
        if (!fired) return Unexpected{fired.error()};
        v1::FireTimersResponse response;
        response.set_fired(*fired);
        return response;
      },
      NotAwaited);
  Query<v1::KeepClockRequest, v1::KeepClockResponse>(
      "KeepClock", conductors,
      [&local](const auto&, const Caller&) -> Expected<v1::KeepClockResponse, Failure> {
        const auto kept = local.KeepClock();
        if (!kept) return Unexpected{kept.error()};
        return v1::KeepClockResponse();
      },
      NotAwaited);
}

}  // namespace recourse::process
