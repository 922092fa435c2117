#include "libs/process/record_pump.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "libs/base/check.h"
#include "libs/engine/log_failure.h"
#include "libs/process/record_filter.h"

namespace recourse::process {
namespace {

constexpr std::size_t kBatchBytesMax = 512 * 1024;
constexpr std::uint64_t kStretchMax = 50'000;  // Records looked at for one message.
constexpr std::chrono::milliseconds kLookAgain{500};

}  // namespace

RecordPump::RecordPump(const std::vector<Host*>& hosts) : hosts_(hosts) {
  for (Host* host : hosts_) {
    listeners_.push_back(host->engine().OnRelease([this] { Wake(); }));
  }
  thread_ = std::thread([this] { Loop(); });
}

RecordPump::~RecordPump() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
  for (std::size_t i = 0; i < hosts_.size(); ++i) hosts_[i]->engine().Forget(listeners_[i]);
}

void RecordPump::Add(Host& host, history::v1::RecordFilter filter, std::vector<std::uint64_t> after,
                     Follower follower) {
  auto stream = std::make_shared<Stream>(
      Stream{host, std::move(filter), std::move(after), std::move(follower), false});
  {
    const std::lock_guard lock(mutex_);
    added_.push_back(std::move(stream));
  }
  Wake();
}

void RecordPump::Wake() {
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(woken_, true)) return;
  }
  wake_.notify_one();
}

void RecordPump::Loop() {
  std::list<std::shared_ptr<Stream>> streams;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      // A follower without room is looked at again after a while; a release wakes at once.
      wake_.wait_for(lock, kLookAgain, [&] { return woken_ || stopping_; });
      if (stopping_) return;
      woken_ = false;
      streams.splice(streams.end(), added_);
    }
    for (bool sent = true; sent;) {
      sent = false;
      streams.remove_if([](const auto& stream) { return stream->follower.ended(); });
      for (const auto& stream : streams) sent = Send(*stream) || sent;
    }
  }
}

bool RecordPump::Send(Stream& stream) {
  bool sent = false;
  bool behind = false;
  for (std::uint32_t shard = 0; shard < stream.sent.size(); ++shard) {
    if (stream.host.engine().released(shard) <= stream.sent[shard]) continue;
    behind = true;
    sent = SendShard(stream, shard) || sent;
  }
  if (!behind && !stream.told_head) {
    // Says once that all there is has been told.
    history::v1::FollowRecordsResponse response;
    response.set_through_sequence(stream.sent.empty() ? 0 : stream.sent[0]);
    response.set_head_sequence(response.through_sequence());
    stream.told_head = stream.follower.Push(response);
  }
  return sent;
}

bool RecordPump::SendShard(Stream& stream, std::uint32_t shard) {
  const auto& engine = stream.host.engine();
  const std::uint64_t head = engine.released(shard);
  const std::uint64_t first = stream.sent[shard] + 1;
  history::v1::FollowRecordsResponse response;
  history::v1::Record record;
  std::size_t bytes_taken = 0;
  const auto scanned =
      engine.log().Scan(shard, first, [&](std::uint64_t sequence, std::string_view bytes) {
        if (sequence > head) return false;
        CHECK(record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
        if (Passes(stream.filter, record)) {
          response.mutable_batch()->add_records(bytes.data(), bytes.size());
          bytes_taken += bytes.size();
        }
        response.set_through_sequence(sequence);
        return bytes_taken < kBatchBytesMax && sequence < std::min(head, first + kStretchMax);
      });
  if (!scanned) engine::EndOnLogError(scanned.error());
  response.set_shard(shard);
  response.set_head_sequence(head);
  if (!stream.follower.Push(response)) return false;
  stream.sent[shard] = response.through_sequence();
  return true;
}

}  // namespace recourse::process
