#include "libs/bus/embedded_transport.h"

#include <algorithm>

#include "libs/base/check.h"
#include "libs/engine/log_failure.h"

namespace recourse::bus {
namespace {

constexpr std::size_t kBatchRecordsMax = 1'000;
constexpr std::size_t kBatchBytesMax = 1 << 20;
constexpr std::size_t kRoundBatchesMax = 16;
// Rounds are at least this far apart: under load each brings many records, and costs one commit of
// who consumes them.
constexpr std::chrono::milliseconds kGather{10};

// Records of a shard from `first` through `last`, up to the bounds of a batch.
Records ReadRecords(const engine::RunningEngine& source, std::uint32_t shard, std::uint64_t first,
                    std::uint64_t last) {
  Records records;
  std::size_t bytes_read = 0;
  const auto scanned =
      source.log().Scan(shard, first, [&](std::uint64_t sequence, std::string_view bytes) {
        auto record = std::make_shared<Record>();
        CHECK(record->ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
        records.push_back(std::move(record));
        bytes_read += bytes.size();
        return sequence < last && records.size() < kBatchRecordsMax && bytes_read < kBatchBytesMax;
      });
  if (!scanned) engine::EndOnLogError(scanned.error());
  return records;
}

}  // namespace

EmbeddedTransport::EmbeddedTransport(std::vector<engine::RunningEngine*> sources)
    : sources_(std::move(sources)) {
  for (engine::RunningEngine* source : sources_) {
    listeners_.push_back(source->OnRelease([this] {
      {
        const std::lock_guard lock(mutex_);
        if (std::exchange(released_, true)) return;
      }
      wake_.notify_one();
    }));
  }
}

EmbeddedTransport::~EmbeddedTransport() {
  for (std::size_t i = 0; i < sources_.size(); ++i) sources_[i]->Forget(listeners_[i]);
}

void EmbeddedTransport::Wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  wake_.notify_one();
}

void EmbeddedTransport::Seek(const std::string& service, std::uint32_t shard,
                             std::uint64_t sequence) {
  for (Cursor& cursor : cursors_) {
    if (cursor.source->log().identity().service == service && cursor.shard == shard) {
      cursor.sequence = sequence;
      return;
    }
  }
  cursors_.push_back({&Source(service), shard, sequence});
}

engine::RunningEngine& EmbeddedTransport::Source(const std::string& service) const {
  const auto source = std::find_if(sources_.begin(), sources_.end(), [&](const auto* candidate) {
    return candidate->log().identity().service == service;
  });
  CHECK(source != sources_.end());
  return **source;
}

std::uint64_t EmbeddedTransport::Head(const std::string& service, std::uint32_t shard) const {
  return Source(service).released(shard);
}

std::vector<Batch> EmbeddedTransport::Poll(std::chrono::milliseconds wait) {
  {
    std::unique_lock lock(mutex_);
    wake_.wait_until(lock, next_round_, [&] { return woken_; });
    released_ = false;
  }
  auto round = ReadRound();
  if (round.empty()) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, wait, [&] { return released_ || woken_; });
      released_ = woken_ = false;
    }
    round = ReadRound();
  }
  return round;
}

// A batch of each shard that is behind, up to the bound of a round.
std::vector<Batch> EmbeddedTransport::ReadRound() {
  std::vector<Batch> round;
  for (std::size_t i = 0; i < cursors_.size() && round.size() < kRoundBatchesMax; ++i) {
    Cursor& cursor = cursors_[(next_ + i) % cursors_.size()];
    if (cursor.source->released(cursor.shard) > cursor.sequence) round.push_back(Read(cursor));
  }
  if (!round.empty()) {
    next_ = (next_ + 1) % cursors_.size();
    next_round_ = std::chrono::steady_clock::now() + kGather;
  }
  return round;
}

Batch EmbeddedTransport::Read(Cursor& cursor) {
  Batch batch{cursor.source->log().identity().service, cursor.shard,
              ReadRecords(*cursor.source, cursor.shard, cursor.sequence + 1,
                          cursor.source->released(cursor.shard))};
  cursor.sequence = batch.records.back()->sequence();
  return batch;
}

Expected<Records, Failure> EmbeddedFetcher::Fetch(const std::string& service, std::uint32_t shard,
                                                  std::uint64_t first, std::uint64_t last) {
  for (const engine::RunningEngine* source : sources_) {
    if (source->log().identity().service != service) continue;
    last = std::min(last, source->released(shard));
    if (last < first) break;
    return ReadRecords(*source, shard, first, last);
  }
  return Unexpected{Failure{Failure::Kind::kUnavailable,
                            "OWNER_AWAY",
                            "The owner of these records cannot be asked now.",
                            {{"service", service}}}};
}

}  // namespace recourse::bus
