#include "libs/engine/shard.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/overloaded.h"
#include "libs/engine/derived_keys.h"
#include "libs/engine/engine_events.h"
#include "libs/engine/log_failure.h"
#include "libs/observability/trace.h"

namespace recourse::engine {

Shard::Shard(std::uint32_t index, const ShardContext& context)
    : index_(index),
      context_(context),
      builder_(index, context.log.epoch(), context.log.head(index)),
      cache_(context.cached),
      inbox_(index) {}

void Shard::Run(Job job, std::vector<Reply>& replies) {
  std::visit(Overloaded{
                 [&](CommandJob& command) { RunCommand(std::move(command), replies); },
                 [&](ReadJob& read) { RunRead(std::move(read), replies); },
                 [&](DeliverJob& delivery) { RunDelivery(std::move(delivery), replies); },
                 [&](ParkedJob& parked) { RunParked(std::move(parked), replies); },
             },
             job);
}

Instant Shard::Now(std::int64_t cause_recorded_at_us) const {
  const std::int64_t last = std::max(builder_.head().recorded_at_us, cause_recorded_at_us);
  return context_.latest.Reach(std::max(context_.clock.Now(), Instant(Instant::duration(last))));
}

UnitOfWork Shard::Begin(const std::string& home, std::int64_t cause_recorded_at_us) {
  return Begin(home, cache_.Use(home), cause_recorded_at_us);
}

UnitOfWork Shard::Begin(const std::string& home, CachedHome& cached,
                        std::int64_t cause_recorded_at_us) {
  return UnitOfWork(Now(cause_recorded_at_us), home, cached,
                    [this](const std::string& name, CachedHome& of, std::string_view stream,
                           const UnitOfWork::Kind& kind) -> CachedState& {
                      return LoadStream(name, of, stream, kind);
                    });
}

void Shard::ForEachRun(const std::string& prefix,
                       const std::function<void(const StreamRun&)>& visit) const {
  context_.derived.ForEach(prefix, [&](std::string_view, std::string_view value) {
    visit(DecodeRun(value));
    return true;
  });
}

// What is not in the cache has been applied, so the index knows all of its events.
CachedState& Shard::LoadStream(const std::string& name, CachedHome& home, std::string_view stream,
                               const UnitOfWork::Kind& kind) {
  CachedState state{kind.initial(), 0};
  Record record;
  ForEachRun(keys::Stream(index_, name, stream), [&](const StreamRun& run) {
    const auto read =
        context_.log.ReadRun(index_, run.first, run.count, [&](std::string_view bytes) {
          CHECK(record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
          CHECK(record.home() == name && record.stream() == stream);
          CHECK(kind.evolve(state, record.type(), record.payload()));
        });
    if (!read) EndOnLogError(read.error());
  });
  return cache_.AddStream(home, stream, std::move(state));
}

// They are loaded when first asked for, and again when they hold as many that are too old as not.
Requests& Shard::RequestsOf(const std::string& name, CachedHome& home, Instant now) {
  const Instant since = now - kRequestLife;
  const bool stale = home.requests && home.requests->since() + kRequestLife < since;
  if (home.requests && !(stale && home.last_sequence <= applied_)) return *home.requests;
  const auto first_day = date::floor<Days>(since.time_since_epoch()).count();
  Requests requests(since);
  ForEachRun(keys::StreamsOfHome(index_, name), [&](const StreamRun& run) {
    if (run.request && run.request->day >= first_day) requests.Add(run.request->hash, run.first);
  });
  cache_.SetRequests(home, std::move(requests));
  return *home.requests;
}

std::optional<history::v1::Request> Shard::FindRequest(const std::string& name, CachedHome& home,
                                                       const std::string& request_id, Instant now) {
  for (const std::uint64_t sequence :
       RequestsOf(name, home, now).Find(Requests::HashOf(request_id))) {
    Record record = ReadOwn(sequence);
    CHECK(record.home() == name);
    const bool lives = Instant(Instant::duration(record.recorded_at_us())) + kRequestLife >= now;
    if (lives && record.request().request_id() == request_id) {
      return std::move(*record.mutable_request());
    }
  }
  return std::nullopt;
}

Record Shard::ReadOwn(std::uint64_t sequence) const {
  if (!records_.empty() && sequence >= records_.front()->sequence()) {
    return *records_.at(sequence - records_.front()->sequence());
  }
  Record record;
  const auto bytes = context_.log.Read(index_, sequence);
  if (!bytes) EndOnLogError(bytes.error());
  CHECK(record.ParseFromString(*bytes));
  return record;
}

void Shard::RunCommand(CommandJob job, std::vector<Reply>& replies) {
  Command& command = job.command;
  CachedHome& home = cache_.Use(command.home);
  if (!command.request_id.empty()) {
    if (auto known = FindRequest(command.home, home, command.request_id, Now())) {
      Outcome outcome = std::move(*known->mutable_answer());
      if (known->fingerprint() != command.fingerprint) {
        outcome =
            Unexpected{Failure{Failure::Kind::kAborted,
                               "REQUEST_ID_REUSED",
                               "This request id was used before, for a request with other content.",
                               {{"request_id", command.request_id}}}};
      }
      replies.push_back({std::move(command.done), {std::move(outcome), position()}});
      return;
    }
  }
  const observability::TraceScope traced(command.trace_id);
  UnitOfWork unit = Begin(command.home, home);
  Outcome outcome = command.run(unit);
  if (outcome) {
    history::v1::Request request;
    request.set_request_id(std::move(command.request_id));
    request.set_fingerprint(std::move(command.fingerprint));
    request.set_answer(*outcome);
    Commit(unit,
           {std::move(command.actor), std::move(request), std::move(job.cause), command.trace_id});
  }
  replies.push_back({std::move(command.done), {std::move(outcome), position()}});
  Touch(command.home);
}

void Shard::Commit(UnitOfWork& unit, Heading heading) {
  std::size_t remaining = 0;
  for (const auto& staged : unit.staged()) remaining += staged.events.size();
  const bool has_cause = !std::holds_alternative<std::monostate>(heading.cause);
  if (remaining == 0 && has_cause) {
    // The cause is used up, whether or not it had an effect.
    unit.StageOwn(EncodeEvent(history::v1::CauseConsumed()));
    remaining = 1;
  } else if (remaining == 0 && !heading.request.request_id().empty()) {
    // The answer is given again even after the state has changed.
    unit.StageOwn(EncodeEvent(history::v1::RequestAnswered()));
    remaining = 1;
  }
  bool first = true;
  for (auto& staged : unit.staged()) {
    const bool own = staged.stream.empty();
    std::uint64_t version = own ? 0 : staged.state->version;
    for (auto& event : staged.events) {
      auto made = std::make_unique<Record>();
      Record& record = *made;
      record.set_recorded_at_us(unit.now().time_since_epoch().count());
      record.set_home(unit.home());
      record.set_type(event.type.data(), event.type.size());
      record.set_payload(std::move(event.payload));
      record.set_remaining(static_cast<std::uint32_t>(--remaining));
      if (!heading.trace_id.empty()) record.set_trace_id(heading.trace_id);
      if (!own) {
        record.set_stream(staged.stream);
        record.set_version(++version);
      }
      if (std::exchange(first, false)) {
        record.set_actor(std::move(heading.actor));
        if (!heading.request.request_id().empty()) {
          cache_.AddRequest(unit.cached(), Requests::HashOf(heading.request.request_id()),
                            builder_.next());
          *record.mutable_request() = std::move(heading.request);
        }
        std::visit(
            Overloaded{
                [](std::monostate) {},
                [&](history::v1::Cause& cause) { *record.mutable_event() = cause; },
                [&](history::v1::TimerCause& timer) { *record.mutable_timer() = timer; },
                [&](history::v1::PromiseCause& promise) { *record.mutable_promise() = promise; },
            },
            heading.cause);
      }
      Append(std::move(made));
    }
    unit.cached().last_sequence = head();
    if (own) continue;
    staged.evolve(*staged.state);
    CHECK(staged.state->version == version);
  }
}

void Shard::Append(std::unique_ptr<Record> record) {
  record->set_installation(context_.log.identity().installation);
  record->set_service(context_.log.identity().service);
  record->set_shard(index_);
  record->set_epoch(context_.log.epoch());
  record->set_sequence(builder_.next());
  builder_.Add(record->SerializeAsString(), record->recorded_at_us());
  if (record->stream().empty()) inbox_.Follow(*record);
  records_.push_back(std::move(record));
}

void Shard::RunRead(ReadJob job, std::vector<Reply>& replies) {
  UnitOfWork unit = Begin(job.home);
  auto outcome = job.look(unit);
  CHECK(unit.staged().empty());  // A read decides nothing.
  if (outcome) {
    replies.push_back({std::move(job.done), {std::move(*outcome), position()}});
  } else {
    waiting_.emplace(job.home, std::move(job));
  }
}

void Shard::Touch(const std::string& home) {
  if (waiting_.contains(home)) touched_.insert(home);
}

void Shard::LookAgain(std::vector<Reply>& replies) {
  for (const std::string& home : std::exchange(touched_, {})) {
    auto [waiting, end] = waiting_.equal_range(home);
    while (waiting != end) {
      UnitOfWork unit = Begin(home);
      auto outcome = waiting->second.look(unit);
      if (outcome) {
        replies.push_back({std::move(waiting->second.done), {std::move(*outcome), position()}});
        waiting = waiting_.erase(waiting);
      } else {
        ++waiting;
      }
    }
  }
}

void Shard::ExpireReads(Instant now, std::vector<Reply>& replies) {
  LookAgain(replies);
  for (auto waiting = waiting_.begin(); waiting != waiting_.end();) {
    if (waiting->second.deadline > now) {
      ++waiting;
      continue;
    }
    const Failure late{Failure::Kind::kUnknown,
                       "STILL_UNDER_WAY",
                       "This is not decided yet: ask again with the same request id.",
                       {{"home", waiting->second.home}}};
    replies.push_back({std::move(waiting->second.done), {Outcome(Unexpected{late}), position()}});
    waiting = waiting_.erase(waiting);
  }
}

Instant Shard::next_deadline() const {
  Instant next = Instant::max();
  for (const auto& [home, read] : waiting_) next = std::min(next, read.deadline);
  return next;
}

eventlog::ShardBatch Shard::FinishGroup(Records& records) {
  for (auto& [service, consumed] : std::exchange(consumed_, {})) {
    UnitOfWork unit = Begin("", consumed.recorded_at_us);
    Commit(unit, {"", {}, std::move(consumed.cause), ""});  // Of many events, so of no one trace.
  }
  records.insert(records.end(), std::make_move_iterator(records_.begin()),
                 std::make_move_iterator(records_.end()));
  records_.clear();
  return builder_.Finish();
}

void Shard::Applied(std::uint64_t applied) {
  applied_ = applied;
  cache_.Trim(applied);
}

}  // namespace recourse::engine
