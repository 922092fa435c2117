#include "libs/bus/consumer.h"

#include <chrono>
#include <future>
#include <utility>

#include "libs/base/check.h"

namespace recourse::bus {
namespace {

constexpr std::chrono::milliseconds kPollWait{200};
constexpr std::chrono::milliseconds kRetryPause{100};

}  // namespace

Consumer::Consumer(engine::RunningEngine& engine, std::vector<std::string> services,
                   Transport& transport, Fetcher& fetcher)
    : engine_(engine), services_(std::move(services)), transport_(transport), fetcher_(fetcher) {}

Consumer::~Consumer() { CHECK(!thread_.joinable()); }

void Consumer::Start() {
  for (const std::string& service : services_) {
    for (std::uint32_t shard = 0; shard < engine_.log().identity().shards; ++shard) {
      const std::uint64_t mark = engine_.consumed(service, shard);
      marks_[{service, shard}] = mark;
      transport_.Seek(service, shard, mark);
    }
  }
  thread_ = std::thread([this] { Loop(); });
}

void Consumer::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  transport_.Wake();
  if (thread_.joinable()) thread_.join();
}

std::uint64_t Consumer::mark(const std::string& service, std::uint32_t shard) const {
  const std::lock_guard lock(mutex_);
  const auto found = marks_.find({service, shard});
  return found == marks_.end() ? 0 : found->second;
}

void Consumer::Loop() {
  for (;;) {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
    }
    const Batch batch = transport_.Poll(kPollWait);
    if (!batch.records.empty()) Take(batch);
  }
}

void Consumer::Pause() {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, kRetryPause, [&] { return stopping_; });
}

// Returns once the engine has consumed the batch or is stopping.
void Consumer::Take(const Batch& batch) {
  for (;;) {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
    }
    const std::uint64_t mark = Deliver(batch.service, batch.shard, batch.records);
    if (mark >= batch.records.back()->sequence()) return;
    if (CloseGap(batch, mark)) continue;
    Pause();  // The owner is away, or too much is parked here: nothing is stepped over.
  }
}

// Fetches what is missing between the mark and the batch, or inside it. False: not now.
bool Consumer::CloseGap(const Batch& batch, std::uint64_t mark) {
  std::uint64_t last = 0;  // The last missing record.
  for (const auto& record : batch.records) {
    if (record->sequence() > mark) {
      last = record->sequence() - 1;
      break;
    }
  }
  if (last <= mark) return false;  // No gap: the engine does not take more.
  const auto missing = fetcher_.Fetch(batch.service, batch.shard, mark + 1, last);
  if (!missing) return false;
  CHECK(!missing->empty());
  gaps_fetched_ += missing->size();
  return Deliver(batch.service, batch.shard, *missing) > mark;
}

std::uint64_t Consumer::Deliver(const std::string& service, std::uint32_t shard,
                                const Records& records) {
  std::promise<std::uint64_t> consumed;
  auto future = consumed.get_future();
  engine::DeliverJob job;
  job.service = service;
  job.shard = shard;
  job.records = records;
  job.done = [&consumed](std::uint64_t mark) { consumed.set_value(mark); };
  if (!engine_.Deliver(std::move(job))) {
    const std::lock_guard lock(mutex_);
    stopping_ = true;  // The engine takes nothing any more, so neither does its consumer.
    return marks_[{service, shard}];
  }
  const std::uint64_t mark = future.get();
  const std::lock_guard lock(mutex_);
  marks_[{service, shard}] = mark;
  return mark;
}

}  // namespace recourse::bus
