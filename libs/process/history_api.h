#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "libs/process/host.h"
#include "libs/process/record_pump.h"
#include "libs/rpc/service.h"
#include "recourse/history/v1/history_service.pb.h"

namespace recourse::process {

// recourse.history.v1.HistoryService over the logs of this process. Records are given as they lie
// there, and only as far as they are released. Thread safe.
class HistoryApi final : public rpc::Service {
 public:
  HistoryApi(rpc::Shell& shell, std::uint64_t installation, std::vector<Host*> hosts);

 private:
  Expected<Host*, Failure> Find(const std::string& service) const;
  Expected<history::v1::ReadRecordsResponse, Failure> ReadRecords(
      const history::v1::ReadRecordsRequest& request) const;
  Expected<history::v1::ReadStreamResponse, Failure> ReadStream(
      const history::v1::ReadStreamRequest& request) const;
  Expected<Done, Failure> FollowRecords(
      const history::v1::FollowRecordsRequest& request,
      const rpc::Follower<history::v1::FollowRecordsResponse>& follower);
  Expected<history::v1::GetMarksResponse, Failure> GetMarks(
      const history::v1::GetMarksRequest& request) const;

  const std::uint64_t installation_;
  const std::vector<Host*> hosts_;
  RecordPump pump_;
};

}  // namespace recourse::process
