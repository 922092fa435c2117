// How a shard consumes the events of other services: each once, in order, poison set aside.

#include <fmt/format.h>

#include <algorithm>

#include "libs/base/check.h"
#include "libs/engine/engine_events.h"
#include "libs/engine/shard.h"
#include "libs/observability/log.h"
#include "libs/observability/trace.h"

namespace recourse::engine {
namespace {

// So many events that nobody listens to, and the mark is recorded all the same, so that a restart
// does not read them again.
constexpr std::uint64_t kPassedOverMax = 10'000;

history::v1::Cause CauseFrom(const Record& event) {
  history::v1::Cause cause;
  cause.set_service(event.service());
  cause.set_epoch(event.epoch());
  cause.set_sequence(event.sequence());
  return cause;
}

}  // namespace

void Shard::RunDelivery(DeliverJob job, std::vector<Reply>& replies) {
  for (const auto& event : job.records) {
    CHECK(event->service() == job.service && event->shard() == index_);
    const std::uint64_t mark = inbox_.mark(job.service).sequence;
    if (event->sequence() <= mark) continue;  // Delivered again.
    if (event->sequence() > mark + 1) break;  // A gap: whoever delivers must fetch it.
    if (inbox_.parked() >= kParkedMax) break;
    React(event);
    inbox_.MoveMark(job.service, {event->epoch(), event->sequence()});
    if (!event->home().empty()) Touch(event->home());
  }
  const std::uint64_t mark = inbox_.mark(job.service).sequence;
  replies.push_back({[done = std::move(job.done), mark](const Result&) { done(mark); },
                     {std::string(), position()}});
}

void Shard::React(const std::shared_ptr<const Record>& event) {
  const auto& types = context_.definition.listens_to;
  if (std::find(types.begin(), types.end(), event->type()) == types.end()) {
    // Events of the engine itself are not counted, or two services that wait for each other would
    // write marks about each other's marks for ever.
    if (event->stream().empty()) return;
    if (++passed_over_[event->service()] >= kPassedOverMax) {
      passed_over_[event->service()] = 0;
      consumed_[event->service()] = {CauseFrom(*event), event->recorded_at_us()};
    }
    return;
  }
  passed_over_[event->service()] = 0;
  const observability::TraceScope traced(event->trace_id());
  if (inbox_.Parked(event->service(), event->home()) != nullptr) {
    Park(*event, "an earlier event of its home is parked");
    return;
  }
  UnitOfWork unit = Begin(event->home(), event->recorded_at_us());
  const auto reacted = context_.definition.on_event(unit, *event);
  if (!reacted) {
    Park(*event, reacted.error().reason);
  } else if (unit.staged().empty()) {
    consumed_[event->service()] = {CauseFrom(*event), event->recorded_at_us()};
  } else {
    consumed_.erase(event->service());
    Commit(
        unit,
        {"services/" + context_.log.identity().service, {}, CauseFrom(*event), event->trace_id()});
  }
}

void Shard::Park(const Record& event, const std::string& reason) {
  history::v1::EventParked parked;
  parked.set_service(event.service());
  parked.set_epoch(event.epoch());
  parked.set_sequence(event.sequence());
  parked.set_record(event.SerializeAsString());
  parked.set_reason(reason);
  observability::LogError("an event is parked", {{"service", context_.log.identity().service},
                                                 {"source", event.service()},
                                                 {"type", event.type()},
                                                 {"home", event.home()},
                                                 {"shard", event.shard()},
                                                 {"sequence", event.sequence()},
                                                 {"reason", reason}});
  UnitOfWork unit = Begin(event.home(), event.recorded_at_us());
  unit.StageOwn(EncodeEvent(parked));
  consumed_.erase(event.service());
  Commit(unit,
         {"services/" + context_.log.identity().service, {}, CauseFrom(event), event.trace_id()});
}

void Shard::RunParked(ParkedJob job, std::vector<Reply>& replies) {
  Outcome outcome = job.discard ? DiscardParked(job) : RetryParked(job);
  replies.push_back({std::move(job.done), {std::move(outcome), position()}});
  Touch(job.home);
}

Outcome Shard::RetryParked(const ParkedJob& job) {
  for (std::size_t handled = 0;; ++handled) {
    const Inbox::ParkedOfHome* parked = inbox_.Parked(job.service, job.home);
    if (parked == nullptr) return fmt::format("{}", handled);
    if (auto failure = RetryOne(job, parked->begin()->second)) {
      failure->values.emplace_back("handled", fmt::format("{}", handled));
      return Unexpected{*std::move(failure)};
    }
  }
}

Outcome Shard::DiscardParked(const ParkedJob& job) {
  const Inbox::ParkedOfHome* parked = inbox_.Parked(job.service, job.home);
  if (parked == nullptr || !parked->contains(*job.discard)) return std::string("0");
  const auto [first, parked_sequence] = *parked->begin();
  if (first != *job.discard) {
    return Unexpected{Failure{
        Failure::Kind::kPrecondition,
        "NOT_FIRST_PARKED",
        "Others of this home are parked before it.",
        {{"sequence", fmt::format("{}", *job.discard)}, {"first", fmt::format("{}", first)}}}};
  }
  const auto given_up = ReadParked(parked_sequence);
  Record event;
  CHECK(event.ParseFromString(given_up.record()));
  UnitOfWork unit = Begin(job.home);
  ReleaseParked(job, unit, given_up, event);
  return std::string("1");
}

// What our record `parked_sequence` holds.
history::v1::EventParked Shard::ReadParked(std::uint64_t parked_sequence) const {
  return ReadEvent<history::v1::EventParked>(ReadOwn(parked_sequence));
}

std::optional<Failure> Shard::RetryOne(const ParkedJob& job, std::uint64_t parked_sequence) {
  const auto parked = ReadParked(parked_sequence);
  Record event;
  CHECK(event.ParseFromString(parked.record()));
  const observability::TraceScope traced(event.trace_id());
  UnitOfWork unit = Begin(job.home, event.recorded_at_us());
  const auto reacted = context_.definition.on_event(unit, event);
  if (!reacted) {
    observability::LogWarning("a parked event failed again",
                              {{"service", context_.log.identity().service},
                               {"source", event.service()},
                               {"type", event.type()},
                               {"home", event.home()},
                               {"reason", reacted.error().reason}});
    return Failure{Failure::Kind::kPrecondition,
                   "EVENT_STILL_PARKED",
                   reacted.error().reason,
                   {{"service", job.service},
                    {"home", job.home},
                    {"sequence", fmt::format("{}", parked.sequence())}}};
  }
  ReleaseParked(job, unit, parked, event);
  return std::nullopt;
}

// Commits `unit`, and with it that `event` is not parked any more.
void Shard::ReleaseParked(const ParkedJob& job, UnitOfWork& unit,
                          const history::v1::EventParked& parked, const Record& event) {
  history::v1::ParkedEventReleased released;
  released.set_service(parked.service());
  released.set_epoch(parked.epoch());
  released.set_sequence(parked.sequence());
  released.set_discarded(job.discard.has_value());
  unit.StageOwn(EncodeEvent(released));
  Commit(unit, {job.actor, {}, {}, event.trace_id()});
}

}  // namespace recourse::engine
