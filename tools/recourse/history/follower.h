#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/rpc/client.h"
#include "recourse/history/v1/history_service.grpc.pb.h"
#include "recourse/history/v1/record.pb.h"
#include "tools/recourse/backoff.h"

namespace recourse::cli {

// Follows one service's log, and resumes where it was after a broken connection.
class Follower {
 public:
  using OnRecord = std::function<void(const history::v1::Record&)>;

  // A second after the service is there again it is followed again, at the latest.
  static constexpr Patience kPatience{std::chrono::milliseconds(100),
                                      std::chrono::milliseconds(900),
                                      std::chrono::milliseconds(60'000)};

  // From the first record on, or from what is recorded from now on. `client` must outlive it.
  Follower(const rpc::Client& client, std::string service, bool from_start,
           const history::v1::RecordFilter& filter, Patience patience = kPatience);

  // Calls `on_record` on this thread once for each record. Returns when the server ends the stream,
  // and fails when it refuses or has not been there for longer than `patience`.
  Expected<Done, Failure> Run(const OnRecord& on_record);

 private:
  // Notes where the log ends now, so that a broken connection cannot lose what comes next.
  Expected<Done, Failure> NoteHeads();
  Expected<Done, Failure> RunOnce(const OnRecord& on_record);

  const rpc::Client& client_;
  std::unique_ptr<history::v1::HistoryService::Stub> stub_;
  const bool from_start_;
  bool heads_noted_ = false;
  history::v1::FollowRecordsRequest request_;
  Backoff backoff_;
  std::map<std::uint32_t, std::uint64_t> through_;  // By shard.
};

}  // namespace recourse::cli
