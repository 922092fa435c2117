#include "tools/recourse/history/merged_records.h"

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>

#include "libs/rpc/status.h"

namespace recourse::cli {
namespace {

using history::v1::Record;

// Both have a record at hand, so that Peek reads nothing.
bool ComesLater(ShardReader& a, ShardReader& b) {
  const auto order = [](const Record& r) {
    return std::make_tuple(r.recorded_at_us(), std::string_view(r.service()), r.shard(),
                           r.sequence());
  };
  return order(**a.Peek()) > order(**b.Peek());
}

}  // namespace

Expected<MergedRecords, Failure> MergedRecords::Open(const rpc::Client& client,
                                                     const std::vector<std::string>& services,
                                                     const history::v1::RecordFilter& filter) {
  MergedRecords merged;
  merged.stub_ = history::v1::HistoryService::NewStub(client.channel());
  history::v1::GetMarksRequest request;
  for (const std::string& service : services) request.add_services(service);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  client.Authorise(context);
  history::v1::GetMarksResponse marks;
  const grpc::Status status = merged.stub_->GetMarks(&context, request, &marks);
  if (!status.ok()) return Unexpected{rpc::ToFailure(status)};

  for (const auto& service : marks.services()) {
    for (const auto& shard : service.shards()) {
      const auto queued = merged.Queue(ShardReader(client, *merged.stub_, service.service(),
                                                   shard.shard(), shard.head_sequence(), filter));
      if (!queued) return Unexpected{queued.error()};
    }
  }
  return merged;
}

Expected<std::optional<Record>, Failure> MergedRecords::Next() {
  if (readers_.empty()) return std::optional<Record>();
  std::pop_heap(readers_.begin(), readers_.end(), ComesLater);
  ShardReader reader = std::move(readers_.back());
  readers_.pop_back();
  std::optional<Record> record = **reader.Peek();
  reader.Pop();
  const auto queued = Queue(std::move(reader));
  if (!queued) return Unexpected{queued.error()};
  return record;
}

Expected<Done, Failure> MergedRecords::Queue(ShardReader reader) {
  const auto next = reader.Peek();
  if (!next) return Unexpected{next.error()};
  if (*next == nullptr) return Done{};
  readers_.push_back(std::move(reader));
  std::push_heap(readers_.begin(), readers_.end(), ComesLater);
  return Done{};
}

}  // namespace recourse::cli
