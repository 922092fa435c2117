// What an engine does by itself: timers that come due, promises that are answered or parked.

#include <chrono>
#include <string_view>

#include "libs/base/thread_name.h"
#include "libs/engine/engine_events.h"
#include "libs/engine/running_engine.h"
#include "libs/observability/log.h"
#include "libs/observability/trace.h"

namespace recourse::engine {
namespace {

// A cause whose command fails is our own bug; it is said aloud, and stays in the log unanswered.
void Complain(std::string_view message, const Record& record, const Failure& failure) {
  const observability::TraceScope traced(record.trace_id());
  observability::LogError(message, {{"service", record.service()},
                                    {"type", record.type()},
                                    {"home", record.home()},
                                    {"shard", record.shard()},
                                    {"sequence", record.sequence()},
                                    {"reason", failure.reason}});
}

Outcome ToOutcome(const Expected<Done, Failure>& done) {
  if (!done) return Unexpected{done.error()};
  return std::string();
}

}  // namespace

void RunningEngine::Fire(const DueTimer& due) {
  history::v1::TimerCause cause;
  cause.set_stream(due.stream);
  cause.set_id(due.id);
  cause.set_due_at_us(due.due.time_since_epoch().count());
  Command command;
  command.home = due.home;
  command.actor = "timer";
  command.run = [this, timer = Timer{due.stream, due.id, due.due}](Unit& unit) {
    return ToOutcome(parts_.definition.on_timer(unit, timer));
  };
  command.done = [due, &service = parts_.definition.service](const Result& result) {
    if (result.outcome) return;
    const Failure& failure = result.outcome.error();
    if (failure.kind == Failure::Kind::kUnavailable) return;  // Stopping: it fires again then.
    observability::LogError("a timer failed", {{"service", service},
                                               {"timer", due.id},
                                               {"home", due.home},
                                               {"stream", due.stream},
                                               {"reason", failure.reason}});
  };
  (void)PostUrgent(due.shard, CommandJob{std::move(command), std::move(cause)});
}

std::size_t RunningEngine::FireDue() {
  const auto due = timers_.TakeDue(parts_.clock.Now());
  for (const DueTimer& timer : due) Fire(timer);
  return due.size();
}

void RunningEngine::TimerLoop() {
  NameThread("timer " + parts_.definition.service);
  std::unique_lock lock(timer_mutex_);
  while (!stopping_) {
    lock.unlock();
    FireDue();
    const auto next = timers_.next_due();
    lock.lock();
    // A new timer wakes this thread; a clock that is set is noticed within a second.
    const auto pause = std::chrono::seconds(1);
    auto wait = std::chrono::duration_cast<std::chrono::microseconds>(pause);
    if (next) wait = std::clamp(*next - parts_.clock.Now(), std::chrono::microseconds(0), wait);
    if (!stopping_) timer_wake_.wait_for(lock, wait);
  }
}

bool RunningEngine::SubmitAnswer(const Record& promise, Expected<std::string, Failure> answer) {
  history::v1::PromiseCause cause;
  cause.set_sequence(promise.sequence());
  Command command;
  command.home = promise.home();
  command.actor = "services/" + promise.service();
  command.trace_id = promise.trace_id();
  command.run = [this, promise, answer = std::move(answer)](Unit& unit) {
    return ToOutcome(parts_.definition.on_answer(unit, PromiseAnswer{promise, answer}));
  };
  command.done = [this, promise](const Result& result) {
    if (result.outcome) return;
    Complain("an answer to a promise failed", promise, result.outcome.error());
    if (result.outcome.error().kind != Failure::Kind::kUnavailable) {
      (void)SubmitPark(promise, result.outcome.error());
    }
  };
  return PostUrgent(promise.shard(), CommandJob{std::move(command), std::move(cause)});
}

bool RunningEngine::SubmitPark(const Record& promise, const Failure& why) {
  Complain("a promise is parked", promise, why);
  history::v1::PromiseParked parked;
  parked.set_sequence(promise.sequence());
  parked.set_reason(why.reason + ": " + why.message);
  Command command;
  command.home = promise.home();
  command.actor = "services/" + promise.service();
  command.trace_id = promise.trace_id();
  command.run = [event = EncodeEvent(parked)](Unit& unit) -> Outcome {
    unit.StageOwn(event);
    return std::string();
  };
  command.done = [](const Result&) {};
  return PostUrgent(promise.shard(), CommandJob{std::move(command), {}});
}

}  // namespace recourse::engine
