#include "libs/process/remote_time.h"

#include <utility>

#include "libs/rpc/ask.h"

namespace recourse::process {
namespace {

namespace v1 = simulation::v1;
using Stub = v1::ClockService::Stub;

// A process that is there answers at once.
constexpr std::chrono::seconds kTimeout{5};

Instant AtMicroseconds(std::int64_t us) { return Instant(Instant::duration(us)); }

}  // namespace

RemoteTime::RemoteTime(rpc::Client& client)
    : client_(client), stub_(v1::ClockService::NewStub(client.channel())) {}

Expected<Standing, Failure> RemoteTime::Look() {
  const auto told =
      rpc::Ask(client_, *stub_, &Stub::GetStanding, v1::GetStandingRequest(), kTimeout);
  if (!told) return Unexpected{told.error()};
  Standing standing{.now = AtMicroseconds(told->now_us())};
  if (told->has_next_timer_us()) standing.next_timer = AtMicroseconds(told->next_timer_us());
  for (const auto& service : told->services()) {
    ServiceStanding& one = standing.services.emplace_back();
    one.service = service.service();
    one.idle = service.idle();
    one.released.assign(service.released().begin(), service.released().end());
    one.applied.assign(service.applied().begin(), service.applied().end());
    for (const auto& source : service.sources()) {
      one.consumed[source.service()].assign(source.consumed().begin(), source.consumed().end());
    }
  }
  return standing;
}

Expected<Done, Failure> RemoteTime::MoveTo(Instant instant) {
  v1::MoveClockRequest request;
  request.set_to_us(instant.time_since_epoch().count());
  const auto moved = rpc::Ask(client_, *stub_, &Stub::MoveClock, request, kTimeout);
  if (!moved) return Unexpected{moved.error()};
  return Done{};
}

Expected<std::uint64_t, Failure> RemoteTime::FireDue() {
  const auto fired =
      rpc::Ask(client_, *stub_, &Stub::FireTimers, v1::FireTimersRequest(), kTimeout);
  if (!fired) return Unexpected{fired.error()};
  return fired->fired();
}

Expected<Done, Failure> RemoteTime::KeepClock() {
  const auto kept = rpc::Ask(client_, *stub_, &Stub::KeepClock, v1::KeepClockRequest(), kTimeout);
  if (!kept) return Unexpected{kept.error()};
  return Done{};
}

}  // namespace recourse::process
