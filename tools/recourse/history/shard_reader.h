#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/rpc/client.h"
#include "recourse/history/v1/history_service.grpc.pb.h"
#include "recourse/history/v1/record.pb.h"

namespace recourse::cli {

// Reads one shard page by page, up to where its head was when asked.
class ShardReader {
 public:
  using Stub = history::v1::HistoryService::Stub;

  ShardReader(const rpc::Client& client, Stub& stub, std::string service, std::uint32_t shard,
              std::uint64_t head_sequence, const history::v1::RecordFilter& filter);

  // The next record, left where it is until Pop. Nothing at the end.
  Expected<const history::v1::Record*, Failure> Peek();
  void Pop() { page_.pop_front(); }

 private:
  Expected<Done, Failure> ReadPage();

  const rpc::Client* client_;
  Stub* stub_;
  history::v1::ReadRecordsRequest request_;
  std::uint64_t head_sequence_;
  std::deque<history::v1::Record> page_;
};

// Adds the records of a batch to `records`. kInternal if one cannot be read.
Expected<Done, Failure> Unpack(const history::v1::RecordBatch& batch,
                               std::deque<history::v1::Record>& records);

}  // namespace recourse::cli
