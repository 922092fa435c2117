#include "tools/recourse/history/merged_records.h"

#include <utility>

#include "tools/recourse/history/record_cause.h"
#include "tools/recourse/processes.h"

namespace recourse::cli {

using history::v1::Record;

Expected<MergedRecords, Failure> MergedRecords::Open(const rpc::Client& client,
                                                     const std::vector<std::string>& services,
                                                     const history::v1::RecordFilter& filter) {
  MergedRecords merged;
  merged.stub_ = history::v1::HistoryService::NewStub(client.channel());
  const auto marks = MarksOf(client, services);
  if (!marks) return Unexpected{marks.error()};
  for (const auto& service : marks->services()) {
    for (const auto& shard : service.shards()) {
      const auto queued = merged.Queue(ShardReader(client, *merged.stub_, service.service(),
                                                   shard.shard(), shard.head_sequence(), filter));
      if (!queued) return Unexpected{queued.error()};
    }
  }
  return merged;
}

Expected<std::optional<Record>, Failure> MergedRecords::Next() {
  if (order_.empty()) return std::optional<Record>();
  const auto place = Unblocked(order_.begin());
  auto node = readers_.extract(place->shard);
  order_.erase(place);
  ShardReader reader = std::move(node.mapped());
  std::optional<Record> record = **reader.Peek();
  reader.Pop();
  const auto queued = Queue(std::move(reader));
  if (!queued) return Unexpected{queued.error()};
  return record;
}

// Follows causes that are still to be shown. No chain is longer than there are shards, unless the
// records are nonsense: then any is as good.
MergedRecords::Order::const_iterator MergedRecords::Unblocked(Order::const_iterator place) {
  for (std::size_t steps = 0; steps < order_.size(); ++steps) {
    const auto cause = CauseOf(**readers_.at(place->shard).Peek());
    if (!cause) return place;
    const Shard shard{cause->service, cause->shard};
    const auto reader = readers_.find(shard);
    if (reader == readers_.end() || shard == place->shard) return place;
    const Record& ahead = **reader->second.Peek();
    if (ahead.sequence() > cause->sequence) return place;
    place = order_.find(PlaceOf(ahead));
  }
  return place;
}

MergedRecords::Place MergedRecords::PlaceOf(const Record& record) {
  return {record.recorded_at_us(), record.has_promise(), {record.service(), record.shard()}};
}

Expected<Done, Failure> MergedRecords::Queue(ShardReader reader) {
  const auto next = reader.Peek();
  if (!next) return Unexpected{next.error()};
  if (*next == nullptr) return Done{};
  const Place place = PlaceOf(**next);
  order_.insert(place);
  readers_.emplace(place.shard, std::move(reader));
  return Done{};
}

}  // namespace recourse::cli
