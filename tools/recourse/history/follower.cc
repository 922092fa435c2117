#include "tools/recourse/history/follower.h"

#include <deque>
#include <utility>

#include "libs/rpc/status.h"
#include "tools/recourse/call.h"
#include "tools/recourse/history/shard_reader.h"
#include "tools/recourse/processes.h"

namespace recourse::cli {

using history::v1::HistoryService;
using history::v1::Record;

Follower::Follower(const rpc::Client& client, std::string service, bool from_start,
                   const history::v1::RecordFilter& filter, Patience patience)
    : client_(client),
      stub_(HistoryService::NewStub(client_.channel())),
      from_start_(from_start),
      backoff_(patience) {
  request_.set_service(std::move(service));
  request_.set_start(history::v1::FOLLOW_START_BEGINNING);
  *request_.mutable_filter() = filter;
}

Expected<Done, Failure> Follower::Run(const OnRecord& on_record) {
  while (true) {
    auto done = RunOnce(on_record);
    if (done || !WorthAskingAgain(done.error().kind) || backoff_.exhausted()) return done;
    client_.Pause(backoff_.Next());
  }
}

Expected<Done, Failure> Follower::NoteHeads() {
  const auto marks = MarksOf(client_, {request_.service()});
  if (!marks) return Unexpected{marks.error()};
  for (const auto& service : marks->services()) {
    for (const auto& shard : service.shards()) through_[shard.shard()] = shard.head_sequence();
  }
  heads_noted_ = true;
  return Done{};
}

Expected<Done, Failure> Follower::RunOnce(const OnRecord& on_record) {
  if (!from_start_ && !heads_noted_) {
    const auto noted = NoteHeads();
    if (!noted) return noted;
  }
  request_.clear_after();
  for (const auto& [shard, sequence] : through_) {
    auto& after = *request_.add_after();
    after.set_shard(shard);
    after.set_sequence(sequence);
  }
  grpc::ClientContext context;  // Without a deadline: it lasts until somebody ends it.
  client_.Authorise(context);
  context.AddMetadata(rpc::kServiceKey, request_.service());
  const auto stream = stub_->FollowRecords(&context, request_);
  history::v1::FollowRecordsResponse response;
  while (stream->Read(&response)) {
    std::deque<Record> records;
    const auto unpacked = Unpack(response.batch(), records);
    if (!unpacked) {
      context.TryCancel();
      while (stream->Read(&response)) continue;
      stream->Finish();
      return unpacked;
    }
    for (const Record& record : records) on_record(record);
    through_[response.shard()] = response.through_sequence();
    backoff_.Reset();
  }
  const grpc::Status status = stream->Finish();
  if (!status.ok()) return Unexpected{rpc::ToFailure(status)};
  return Done{};
}

}  // namespace recourse::cli
