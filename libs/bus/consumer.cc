#include "libs/bus/consumer.h"

#include <chrono>
#include <latch>
#include <memory>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/thread_name.h"

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
      transport_.Seek(service, shard, mark);
      const std::lock_guard lock(mutex_);
      marks_[{service, shard}] = mark;
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

std::uint64_t Consumer::behind(const std::string& service) const {
  std::uint64_t behind = 0;
  const std::lock_guard lock(mutex_);
  for (const auto& [key, mark] : marks_) {
    if (key.first != service) continue;
    const std::uint64_t head = transport_.Head(service, key.second);
    if (head > mark) behind += head - mark;
  }
  return behind;
}

bool Consumer::stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void Consumer::Loop() {
  NameThread("feed " + engine_.log().identity().service);
  while (!stopping()) Take(transport_.Poll(kPollWait));
}

void Consumer::Pause() {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, kRetryPause, [&] { return stopping_; });
}

// Returns once they have been consumed or the engine is stopping.
void Consumer::Take(const std::vector<Batch>& batches) {
  const auto marks = Deliver(batches);
  for (std::size_t i = 0; i < batches.size(); ++i) Finish(batches[i], marks[i]);
}

void Consumer::Finish(const Batch& batch, std::uint64_t mark) {
  while (mark < batch.records.back()->sequence() && !stopping()) {
    // The owner is away, or too much is parked here: nothing is stepped over.
    if (!CloseGap(batch, mark)) Pause();
    mark = Deliver({batch}).front();
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
  return Deliver({{batch.service, batch.shard, *missing}}).front() > mark;
}

// The mark of each batch's shard once it has been consumed. All are handed on before any is waited
// for, so that the engine commits them as one group.
std::vector<std::uint64_t> Consumer::Deliver(const std::vector<Batch>& batches) {
  std::vector<std::uint64_t> marks(batches.size());
  // Shared: who counts down last may still be in there when the wait is over.
  const auto under_way = std::make_shared<std::latch>(static_cast<std::ptrdiff_t>(batches.size()));
  for (std::size_t i = 0; i < batches.size(); ++i) {
    engine::DeliverJob job;
    job.service = batches[i].service;
    job.shard = batches[i].shard;
    job.records = batches[i].records;
    job.done = [&mark = marks[i], under_way](std::uint64_t consumed) {
      mark = consumed;
      under_way->count_down();
    };
    if (engine_.Deliver(std::move(job))) continue;
    // The engine takes nothing any more, so neither does its consumer.
    marks[i] = mark(batches[i].service, batches[i].shard);
    under_way->count_down();
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  under_way->wait();
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < batches.size(); ++i) {
    marks_[{batches[i].service, batches[i].shard}] = marks[i];
  }
  return marks;
}

}  // namespace recourse::bus
