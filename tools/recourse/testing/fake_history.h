#pragma once

#include <algorithm>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "recourse/history/v1/history_service.grpc.pb.h"
#include "recourse/history/v1/record.pb.h"
#include "tools/recourse/testing/fake_server.h"

namespace recourse::cli {

// A HistoryService over records in memory. It filters by home only, and gives two records a page.
class FakeHistory final : public history::v1::HistoryService::Service {
 public:
  using Record = history::v1::Record;

  // Appends a record to a shard, with the next sequence and version; its cause may be set on what
  // is given back, before the next is appended.
  Record& Append(const std::string& service, std::uint32_t shard, std::int64_t recorded_at_us,
                 const std::string& home, const google::protobuf::Message& event) {
    const std::lock_guard lock(mutex_);
    auto& records = shards_[{service, shard}];
    Record& record = records.emplace_back();
    record.set_service(service);
    record.set_shard(shard);
    record.set_sequence(records.size());
    record.set_recorded_at_us(recorded_at_us);
    record.set_home(home);
    record.set_stream("ledger");
    record.set_version(records.size());
    record.set_type(event.GetDescriptor()->full_name());
    record.set_payload(event.SerializeAsString());
    return record;
  }
  // What FollowRecords says after each response, before it ends.
  void EndFollowsWith(std::vector<grpc::Status> statuses) { ends_ = std::move(statuses); }
  const std::vector<history::v1::FollowRecordsRequest>& follows() const { return follows_; }

  grpc::Status GetMarks(grpc::ServerContext* context, const history::v1::GetMarksRequest* request,
                        history::v1::GetMarksResponse* response) override {
    const std::lock_guard lock(mutex_);
    for (const std::string& service : request->services()) {
      auto& marks = *response->add_services();
      marks.set_service(service);
      for (const auto& [key, records] : shards_) {
        if (key.first != service) continue;
        auto& shard = *marks.add_shards();
        shard.set_shard(key.second);
        shard.set_head_sequence(records.size());
      }
    }
    return CheckToken(*context);
  }

  grpc::Status ReadRecords(grpc::ServerContext* context,
                           const history::v1::ReadRecordsRequest* request,
                           history::v1::ReadRecordsResponse* response) override {
    const std::lock_guard lock(mutex_);
    const auto& records = shards_[{request->service(), request->shard()}];
    std::uint64_t next = request->from_sequence();
    for (int page = 0; page < 2 && next <= records.size(); ++page, ++next) {
      Add(records[next - 1], request->filter(), *response->mutable_batch());
    }
    response->set_next_sequence(next);
    response->set_head_sequence(records.size());
    return CheckToken(*context);
  }

  grpc::Status ReadStream(grpc::ServerContext* context,
                          const history::v1::ReadStreamRequest* request,
                          history::v1::ReadStreamResponse* response) override {
    const std::lock_guard lock(mutex_);
    const auto& records = shards_[{request->service(), 0}];
    std::uint64_t next = request->from_version();
    for (int page = 0; page < 2 && next <= records.size(); ++page, ++next) {
      response->mutable_batch()->add_records(records[next - 1].SerializeAsString());
    }
    response->set_next_version(next);
    response->set_head_version(records.size());
    return CheckToken(*context);
  }

  // Sends what there is, one record a message, and ends.
  grpc::Status FollowRecords(
      grpc::ServerContext* context, const history::v1::FollowRecordsRequest* request,
      grpc::ServerWriter<history::v1::FollowRecordsResponse>* writer) override {
    const grpc::Status allowed = CheckToken(*context);
    if (!allowed.ok()) return allowed;
    const std::lock_guard lock(mutex_);
    follows_.push_back(*request);
    const grpc::Status end = ends_.empty() ? grpc::Status::OK : ends_.front();
    if (!ends_.empty()) ends_.erase(ends_.begin());
    for (const auto& [key, records] : shards_) {
      if (key.first != request->service()) continue;
      std::uint64_t after = 0;
      for (const auto& shard : request->after()) {
        if (shard.shard() == key.second) after = shard.sequence();
      }
      for (std::uint64_t at = after; at < records.size(); ++at) {
        history::v1::FollowRecordsResponse response;
        response.set_shard(key.second);
        response.set_through_sequence(at + 1);
        Add(records[at], request->filter(), *response.mutable_batch());
        writer->Write(response);
        if (!end.ok()) return end;  // Breaks after the first record.
      }
    }
    return end;
  }

 private:
  static void Add(const Record& record, const history::v1::RecordFilter& filter,
                  history::v1::RecordBatch& batch) {
    if (!filter.home().empty() && filter.home() != record.home()) return;
    batch.add_records(record.SerializeAsString());
  }

  std::mutex mutex_;
  std::map<std::pair<std::string, std::uint32_t>, std::vector<Record>> shards_;
  std::vector<grpc::Status> ends_;
  std::vector<history::v1::FollowRecordsRequest> follows_;
};

}  // namespace recourse::cli
