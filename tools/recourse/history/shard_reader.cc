#include "tools/recourse/history/shard_reader.h"

#include <chrono>
#include <string>
#include <utility>

#include "libs/rpc/ask.h"

namespace recourse::cli {

using history::v1::Record;

constexpr std::chrono::seconds kTimeout{60};

ShardReader::ShardReader(const rpc::Client& client, Stub& stub, std::string service,
                         std::uint32_t shard, std::uint64_t head_sequence,
                         const history::v1::RecordFilter& filter)
    : client_(&client), stub_(&stub), head_sequence_(head_sequence) {
  request_.set_service(std::move(service));
  request_.set_shard(shard);
  request_.set_from_sequence(1);
  *request_.mutable_filter() = filter;
}

Expected<const Record*, Failure> ShardReader::Peek() {
  while (page_.empty() && request_.from_sequence() <= head_sequence_) {
    const auto read = ReadPage();
    if (!read) return Unexpected{read.error()};
  }
  if (page_.empty() || page_.front().sequence() > head_sequence_) return nullptr;
  return &page_.front();
}

Expected<Done, Failure> ShardReader::ReadPage() {
  const auto response =
      rpc::Ask(*client_, *stub_, &Stub::ReadRecords, request_, kTimeout, request_.service());
  if (!response) return Unexpected{response.error()};
  if (response->next_sequence() <= request_.from_sequence()) {
    return Unexpected{Failure{Failure::Kind::kInternal,
                              "READ_STANDS_STILL",
                              "The history of a shard did not move on",
                              {{"service", request_.service()},
                               {"shard", std::to_string(request_.shard())},
                               {"sequence", std::to_string(request_.from_sequence())}}}};
  }
  request_.set_from_sequence(response->next_sequence());
  return Unpack(response->batch(), page_);
}

Expected<Done, Failure> Unpack(const history::v1::RecordBatch& batch, std::deque<Record>& records) {
  for (const std::string& bytes : batch.records()) {
    if (!records.emplace_back().ParseFromString(bytes)) {
      return Unexpected{Failure{Failure::Kind::kInternal,
                                "RECORD_UNREADABLE",
                                "The server sent a record that cannot be read",
                                {}}};
    }
  }
  return Done{};
}

}  // namespace recourse::cli
