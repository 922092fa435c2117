#include "libs/engine/shard.h"

#include <algorithm>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/overloaded.h"
#include "libs/engine/derived_keys.h"
#include "libs/engine/engine_events.h"
#include "libs/eventlog/bytes.h"

namespace recourse::engine {

Shard::Shard(std::uint32_t index, const ShardContext& context)
    : index_(index),
      context_(context),
      builder_(index, context.log.epoch(), context.log.head(index)),
      cache_(context.cached_streams_max),
      requests_(index, context.log, context.derived),
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
  return std::max(context_.clock.Now(), Instant(Instant::duration(last)));
}

UnitOfWork Shard::Begin(const std::string& home, std::int64_t cause_recorded_at_us) {
  return UnitOfWork(Now(cause_recorded_at_us), home,
                    [this](const std::string& of, std::string_view stream,
                           const UnitOfWork::Kind& kind) -> StateCache::Entry& {
                      return Load(of, stream, kind);
                    });
}

// What is not in the cache has been applied, so the index knows all of its events.
StateCache::Entry& Shard::Load(const std::string& home, std::string_view stream,
                               const UnitOfWork::Kind& kind) {
  std::string name = home + '\0';
  name += stream;
  if (StateCache::Entry* entry = cache_.Find(name)) return *entry;

  StateCache::Entry entry{{kind.initial(), 0}, 0};
  const std::string prefix = keys::Stream(index_, home, stream);
  constexpr std::size_t kPage = 1'000;
  Record record;
  for (std::string after;;) {
    const auto runs = context_.derived.Scan(prefix, after, kPage);
    for (const auto& [key, value] : runs) {
      const std::uint64_t first = eventlog::ReadFixed64(value, 0);
      std::uint32_t left = eventlog::ReadFixed32(value, 8);
      const auto scanned =
          context_.log.Scan(index_, first, [&](std::uint64_t sequence, std::string_view bytes) {
            CHECK(record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
            CHECK(record.home() == home && record.stream() == stream);
            CHECK(kind.evolve(entry.cached, record.type(), record.payload()));
            entry.last_sequence = sequence;
            return --left > 0;
          });
      CHECK(scanned && left == 0);
    }
    if (runs.size() < kPage) break;
    after = runs.back().first;
  }
  return cache_.Insert(name, std::move(entry));
}

void Shard::RunCommand(CommandJob job, std::vector<Reply>& replies) {
  Command& command = job.command;
  if (!command.request_id.empty()) {
    if (auto known = requests_.Find(command.home, command.request_id, Now())) {
      Outcome outcome = std::move(known->answer);
      if (known->fingerprint != command.fingerprint) {
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
  UnitOfWork unit = Begin(command.home);
  Outcome outcome = command.run(unit);
  if (outcome) {
    const bool asked = !command.request_id.empty();
    Commit(unit, {command.actor, asked ? &command : nullptr, asked ? *outcome : std::string(),
                  std::move(job.cause)});
  }
  replies.push_back({std::move(command.done), {std::move(outcome), position()}});
  LookAgain(command.home, replies);
}

void Shard::Commit(UnitOfWork& unit, Heading heading) {
  std::size_t remaining = 0;
  for (const auto& staged : unit.staged()) remaining += staged.events.size();
  const bool has_cause = !std::holds_alternative<std::monostate>(heading.cause);
  if (remaining == 0 && has_cause) {
    // The cause is used up, whether or not it had an effect.
    unit.StageOwn(EncodeEvent(history::v1::CauseConsumed()));
    remaining = 1;
  }
  bool first = true;
  for (auto& staged : unit.staged()) {
    const bool own = staged.stream.empty();
    StateCache::Entry* entry = own ? nullptr : cache_.Find(unit.home() + '\0' + staged.stream);
    std::uint64_t version = own ? 0 : entry->cached.version;
    for (auto& event : staged.events) {
      Record record;
      record.set_recorded_at_us(unit.now().time_since_epoch().count());
      record.set_home(unit.home());
      record.set_type(event.type.data(), event.type.size());
      record.set_payload(std::move(event.payload));
      record.set_remaining(static_cast<std::uint32_t>(--remaining));
      if (!own) {
        record.set_stream(staged.stream);
        record.set_version(++version);
      }
      if (std::exchange(first, false)) {
        record.set_actor(heading.actor);
        if (heading.request != nullptr) {
          auto& request = *record.mutable_request();
          request.set_request_id(heading.request->request_id);
          request.set_fingerprint(heading.request->fingerprint);
          request.set_answer(heading.answer);
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
      Append(std::move(record));
    }
    if (own) continue;
    staged.evolve(entry->cached);
    entry->last_sequence = head();
    CHECK(entry->cached.version == version);
  }
}

void Shard::Append(Record record) {
  record.set_installation(context_.log.identity().installation);
  record.set_service(context_.log.identity().service);
  record.set_shard(index_);
  record.set_epoch(context_.log.epoch());
  record.set_sequence(builder_.next());
  builder_.Add(record.SerializeAsString(), record.recorded_at_us());
  if (record.has_request()) requests_.Add(record);
  if (record.stream().empty()) inbox_.Follow(record);
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

void Shard::LookAgain(const std::string& home, std::vector<Reply>& replies) {
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

void Shard::ExpireReads(Instant now, std::vector<Reply>& replies) {
  for (auto waiting = waiting_.begin(); waiting != waiting_.end();) {
    if (waiting->second.deadline > now) {
      ++waiting;
      continue;
    }
    const Failure late{Failure::Kind::kUnknown,
                       "STILL_UNDER_WAY",
                       "This is not decided yet: ask again with the same request id.",
                       {}};
    replies.push_back({std::move(waiting->second.done), {Outcome(Unexpected{late}), position()}});
    waiting = waiting_.erase(waiting);
  }
}

Instant Shard::next_deadline() const {
  Instant next = Instant::max();
  for (const auto& [home, read] : waiting_) next = std::min(next, read.deadline);
  return next;
}

eventlog::ShardBatch Shard::FinishGroup(std::vector<Record>& records) {
  for (auto& [service, cause] : std::exchange(consumed_, {})) {
    UnitOfWork unit = Begin("");
    Commit(unit, {"", nullptr, "", std::move(cause)});
  }
  for (Record& record : records_) records.push_back(std::move(record));
  records_.clear();
  return builder_.Finish();
}

void Shard::Applied(std::uint64_t applied) {
  requests_.Forget(applied);
  cache_.Trim(applied);
}

}  // namespace recourse::engine
