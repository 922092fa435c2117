#include "libs/engine/running_engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "libs/base/check.h"
#include "libs/engine/derived_keys.h"
#include "libs/engine/engine_events.h"
#include "libs/engine/log_failure.h"
#include "libs/engine/stream_run.h"
#include "libs/eventlog/bytes.h"

namespace recourse::engine {
namespace {

Result Refused(Writer::Posted posted) {
  if (posted == Writer::Posted::kFull) {
    return {Unexpected{Failure{Failure::Kind::kExhausted,
                               "TOO_MANY_COMMANDS",
                               "Too many commands wait already; nothing was done. Try again later.",
                               {}}},
            {}};
  }
  return {Unexpected{Failure{Failure::Kind::kUnavailable,
                             "STOPPING",
                             "The service is stopping; nothing was done.",
                             {}}},
          {}};
}

Failure DiskNearlyFull() {
  return {Failure::Kind::kExhausted,
          "DISK_NEARLY_FULL",
          "The disk of the logs is nearly full; nothing was done. Make room, then ask again.",
          {}};
}

HomeCache::Bounds PerShard(const HomeCache::Bounds& all, std::uint32_t shards) {
  return {std::max<std::size_t>(all.streams / shards, 16),
          std::max<std::size_t>(all.requests / shards, 16)};
}

}  // namespace

RunningEngine::RunningEngine(Parts parts, Options options)
    : parts_(std::move(parts)),
      options_(std::move(options)),
      released_(std::make_unique<std::atomic<std::uint64_t>[]>(parts_.log.identity().shards)),
      timers_(parts_.definition),
      applier_(parts_.definition, parts_.derived, parts_.log.identity().shards,
               [this](const Record& record) { Follow(record); }) {}

RunningEngine::~RunningEngine() = default;

Expected<std::unique_ptr<RunningEngine>, Failure> RunningEngine::Open(Parts parts,
                                                                      Options options) {
  CHECK(options.writers > 0);
  CHECK(parts.witnesses.empty() || parts.witnesses.size() == options.writers);
  std::unique_ptr<RunningEngine> engine(new RunningEngine(std::move(parts), std::move(options)));
  RunningEngine& self = *engine;
  const std::uint32_t shards = self.parts_.log.identity().shards;
  const auto caught_up = self.applier_.CatchUp(self.parts_.log);
  if (!caught_up) return Unexpected{caught_up.error()};

  self.views_ = std::make_unique<StoredViews>(self.parts_.derived, shards);
  self.timers_.Recover(self.parts_.derived, shards);
  self.dispatcher_ = std::make_unique<Dispatcher>(
      self.parts_.definition, self.parts_.log, self.parts_.outbound,
      [&self](const Record& promise, Expected<std::string, Failure> answer) {
        return self.SubmitAnswer(promise, std::move(answer));
      },
      [&self](const Record& promise, const Failure& why) { return self.SubmitPark(promise, why); });
  self.dispatcher_->Recover(self.parts_.derived);

  for (std::uint32_t shard = 0; shard < shards; ++shard) {
    const auto last = Instant::duration(self.parts_.log.head(shard).recorded_at_us);
    self.latest_.Reach(Instant(last));
  }
  for (std::uint32_t writer = 0; writer < self.options_.writers; ++writer) {
    std::map<std::uint32_t, std::unique_ptr<Shard>> owned;
    for (std::uint32_t shard = writer; shard < shards; shard += self.options_.writers) {
      self.released_[shard] = self.parts_.log.head(shard).sequence;
      owned[shard] = std::make_unique<Shard>(
          shard,
          ShardContext{self.parts_.definition, self.parts_.log, self.parts_.derived,
                       self.parts_.clock, self.latest_, PerShard(self.options_.cached, shards)});
      owned[shard]->Recover();
    }
    Writer::Parts writer_parts{
        self.parts_.log,
        self.parts_.witnesses.empty() ? nullptr : self.parts_.witnesses[writer],
        [&self](const std::vector<eventlog::Witnessed>& heads) { self.Release(heads); },
        [&self](Records records) { self.applier_.Push(std::move(records)); },
        [&self](std::uint32_t shard) { return self.applier_.applied(shard); },
        self.options_.fatal ? self.options_.fatal : EndOnLogError,
        self.options_.mailbox_max,
        self.options_.group_bytes_max};
    self.writers_.push_back(std::make_unique<Writer>(std::move(owned), std::move(writer_parts)));
  }
  return engine;
}

void RunningEngine::Start() {
  applier_.Start();
  for (const auto& writer : writers_) writer->Start();
  dispatcher_->Start();
  if (options_.fire_timers) timer_thread_ = std::thread([this] { TimerLoop(); });
}

void RunningEngine::Stop() {
  {
    const std::lock_guard lock(timer_mutex_);
    stopping_ = true;
  }
  timer_wake_.notify_one();
  if (timer_thread_.joinable()) timer_thread_.join();
  dispatcher_->Stop();
  for (const auto& writer : writers_) writer->Stop();
  applier_.Stop();
  parts_.derived.Flush();
}

std::uint32_t RunningEngine::ShardOf(const std::string& home) const {
  return eventlog::ShardOf(home, parts_.log.identity().shards);
}

void RunningEngine::Post(std::uint32_t shard, Job job,
                         const std::function<void(const Result&)>& refuse) {
  const auto posted = writers_[shard % writers_.size()]->Post(shard, std::move(job), false);
  if (posted != Writer::Posted::kYes) refuse(Refused(posted));
}

// False only while stopping: what the job would have done is done after the next start.
bool RunningEngine::PostUrgent(std::uint32_t shard, Job job) {
  return writers_[shard % writers_.size()]->Post(shard, std::move(job), true) ==
         Writer::Posted::kYes;
}

void RunningEngine::Submit(Command command) {
  if (options_.has_room && !options_.has_room()) {
    command.done({Unexpected{DiskNearlyFull()}, {}});
    return;
  }
  const std::uint32_t shard = ShardOf(command.home);
  auto done = command.done;
  Post(shard, CommandJob{std::move(command), {}}, done);
}

void RunningEngine::Read(std::string home, std::function<Outcome(Unit&)> read,
                         std::function<void(const Result&)> done) {
  ReadWhen(
      std::move(home),
      [read = std::move(read)](Unit& unit) -> std::optional<Outcome> { return read(unit); },
      Instant::max(), std::move(done));
}

void RunningEngine::ReadWhen(std::string home, std::function<std::optional<Outcome>(Unit&)> look,
                             Instant deadline, std::function<void(const Result&)> done) {
  const std::uint32_t shard = ShardOf(home);
  auto refuse = done;
  Post(shard, ReadJob{std::move(home), std::move(look), deadline, std::move(done)}, refuse);
}

void RunningEngine::WaitApplied(Position position, Instant deadline,
                                std::function<void(bool)> done) {
  applier_.Wait(position, deadline, std::move(done));
}

const ViewReader& RunningEngine::views() const { return *views_; }

bool RunningEngine::Deliver(DeliverJob job) {
  const std::uint32_t shard = job.shard;
  return PostUrgent(shard, std::move(job));
}

std::uint64_t RunningEngine::consumed(std::string_view service, std::uint32_t shard) const {
  const auto value = parts_.derived.Get(keys::Inbox(shard, service));
  return value ? eventlog::ReadFixed64(*value, 4) : 0;
}

void RunningEngine::ScanStream(const std::string& home, const std::string& stream,
                               std::uint64_t version, const eventlog::RecordVisitor& visit) const {
  const std::uint32_t shard = ShardOf(home);
  const std::string prefix = keys::Stream(shard, home, stream);
  parts_.derived.ForEach(prefix, [&](std::string_view key, std::string_view value) {
    const std::uint64_t first_version = eventlog::ReadBigEndian64(key, prefix.size());
    const StreamRun run = DecodeRun(value);
    if (first_version + run.count <= version) return true;
    const std::uint64_t skipped = version > first_version ? version - first_version : 0;
    std::uint64_t left = run.count - skipped;
    bool wanted = true;
    const auto scanned = parts_.log.Scan(shard, run.first + skipped,
                                         [&](std::uint64_t sequence, std::string_view record) {
                                           wanted = visit(sequence, record);
                                           return wanted && --left > 0;
                                         });
    if (!scanned) EndOnLogError(scanned.error());
    return wanted;
  });
}

void RunningEngine::Release(const std::vector<eventlog::Witnessed>& heads) {
  for (const auto& head : heads) released_[head.shard].store(head.sequence);
  const std::lock_guard lock(listeners_mutex_);
  for (const auto& [id, told] : listeners_) told();
}

std::uint64_t RunningEngine::OnRelease(std::function<void()> told) {
  const std::lock_guard lock(listeners_mutex_);
  listeners_.emplace(next_listener_, std::move(told));
  return next_listener_++;
}

void RunningEngine::Forget(std::uint64_t listener) {
  const std::lock_guard lock(listeners_mutex_);
  listeners_.erase(listener);
}

// Runs on the applier's thread for every released record, in order.
void RunningEngine::Follow(const Record& record) {
  if (timers_.Follow(record) && options_.fire_timers) timer_wake_.notify_one();
  dispatcher_->Follow(record);
}

bool RunningEngine::Idle() const {
  for (const auto& writer : writers_) {
    if (!writer->Idle()) return false;
  }
  return applier_.Idle() && dispatcher_->Idle();
}

}  // namespace recourse::engine
