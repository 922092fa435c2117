#include "libs/engine/applier.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/thread_name.h"
#include "libs/engine/derived_keys.h"
#include "libs/eventlog/bytes.h"

namespace recourse::engine {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kQueueMax = 100'000;  // Records; beyond it the writers wait.
constexpr std::size_t kBatchRecordsMax = 20'000;
// When a batch is applied, unless it is asked for: this long after the last one and once no record
// has come for a while, or at the latest. Under load batches are large, and what changes often is
// written once; at rest nothing waits.
constexpr milliseconds kGather{50};
constexpr milliseconds kQuiet{10};
constexpr milliseconds kGatherMax{500};

Instant WallNow() {
  return std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now());
}

Failure Unreadable(const eventlog::LogError& error) {
  return {Failure::Kind::kInternal, "LOG_UNREADABLE", error.message, {}};
}

}  // namespace

Expected<std::uint64_t, Failure> AppliedThrough(const KeyValues& store,
                                                const eventlog::EventLog& log,
                                                std::uint32_t shard) {
  const auto stored = store.Get(keys::Applied(shard));
  const std::uint64_t applied = stored ? eventlog::ReadFixed64(*stored, 0) : 0;
  const std::uint64_t head = log.head(shard).sequence;
  if (applied <= head) return applied;
  return Unexpected{
      Failure{Failure::Kind::kInternal,
              "DERIVED_AHEAD_OF_LOG",
              fmt::format("{} shard {}: derived data stands at record {}, the log ends at {}",
                          log.identity().service, shard, applied, head),
              {}}};
}

Applier::Applier(const Definition& definition, KeyValues& store, std::uint32_t shards,
                 Follow follow)
    : service_(definition.service),
      store_(store),
      follow_(std::move(follow)),
      projection_(definition, store),
      applied_(shards) {}

Applier::~Applier() { CHECK(!thread_.joinable()); }

Expected<Done, Failure> Applier::CatchUp(const eventlog::EventLog& log) {
  for (std::uint32_t shard = 0; shard < applied_.size(); ++shard) {
    const auto applied = AppliedThrough(store_, log, shard);
    if (!applied) return Unexpected{applied.error()};
    Record record;
    const auto scanned = log.Scan(shard, *applied + 1, [&](std::uint64_t, std::string_view bytes) {
      CHECK(record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
      projection_.Add(record);
      if (record.remaining() == 0 && projection_.records() >= kBatchRecordsMax) {
        store_.Apply(projection_.Take());
      }
      return true;
    });
    if (!scanned) return Unexpected{Unreadable(scanned.error())};
    if (projection_.records() > 0) store_.Apply(projection_.Take());
    applied_[shard] = log.head(shard).sequence;
  }
  return Done{};
}

void Applier::Start() {
  thread_ = std::thread([this] { Loop(); });
}

void Applier::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Applier::Push(Records records) {
  std::unique_lock lock(mutex_);
  drained_.wait(lock, [&] { return queue_.size() < kQueueMax; });
  const bool was_empty = queue_.empty();
  queue_.insert(queue_.end(), std::make_move_iterator(records.begin()),
                std::make_move_iterator(records.end()));
  lock.unlock();
  if (was_empty) wake_.notify_one();
}

std::uint64_t Applier::applied(std::uint32_t shard) const {
  const std::lock_guard lock(mutex_);
  return applied_.at(shard);
}

bool Applier::Idle() const {
  const std::lock_guard lock(mutex_);
  return queue_.empty() && !busy_;
}

void Applier::Wait(Position position, Instant deadline, std::function<void(bool)> done) {
  {
    const std::lock_guard lock(mutex_);
    if (applied_.at(position.shard) < position.sequence && !stopping_) {
      waiters_.push_back({position, deadline, std::move(done)});
      wake_.notify_one();
      return;
    }
  }
  done(true);
}

void Applier::Flush() {
  if (projection_.records() == 0) return;
  const auto reached = projection_.reached();
  store_.Apply(projection_.Take());
  const std::lock_guard lock(mutex_);
  for (const auto& [shard, sequence] : reached) applied_[shard] = sequence;
}

void Applier::SettleWaiters(Instant now) {
  std::vector<std::pair<Waiter, bool>> settled;
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(waiters_, [&](Waiter& waiter) {
      const bool reached = applied_[waiter.position.shard] >= waiter.position.sequence;
      if (!reached && now < waiter.deadline && !stopping_) return false;
      settled.emplace_back(std::move(waiter), reached);
      return true;
    });
  }
  for (auto& [waiter, reached] : settled) waiter.done(reached);
}

void Applier::Loop() {
  NameThread("apply " + service_);
  auto flushed_at = steady_clock::now();
  auto flush_at = flushed_at;
  for (;;) {
    Records records;
    bool asked = false;
    bool stopping = false;
    {
      std::unique_lock lock(mutex_);
      busy_ = false;
      const auto woken = [&] { return !queue_.empty() || !waiters_.empty() || stopping_; };
      if (projection_.records() > 0) {
        wake_.wait_until(lock, flush_at, woken);
      } else if (waiters_.empty()) {
        wake_.wait(lock, woken);
      } else {
        wake_.wait_for(lock, milliseconds(5), [&] { return !queue_.empty() || stopping_; });
      }
      records.swap(queue_);
      busy_ = true;
      asked = !waiters_.empty();
      stopping = stopping_;
    }
    drained_.notify_all();
    for (const auto& record : records) {
      follow_(*record);
      projection_.Add(*record);
    }
    const auto now = steady_clock::now();
    if (!records.empty()) {
      flush_at = std::min(std::max(flushed_at + kGather, now + kQuiet), flushed_at + kGatherMax);
    }
    if (asked || stopping || now >= flush_at || projection_.records() >= kBatchRecordsMax) {
      Flush();
      flushed_at = now;
    }
    if (asked || stopping) SettleWaiters(WallNow());
    if (stopping && records.empty()) return;
  }
}

}  // namespace recourse::engine
