#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "libs/base/clock.h"
#include "libs/process/host.h"
#include "libs/rpc/service.h"
#include "recourse/admin/v1/status_service.pb.h"

namespace recourse::process {

// recourse.admin.v1.StatusService over the services of this process. Thread safe.
class StatusApi final : public rpc::Service {
 public:
  // What it tells of beside the hosts.
  struct Process {
    const Clock& clock;
    bool simulated = false;
    // The other services that have not answered yet.
    std::function<std::vector<std::string>()> unanswered_peers;
  };

  // `hosts` and what `process` refers to outlive this.
  StatusApi(rpc::Shell& shell, std::vector<Host*> hosts, Process process);

  // The hosts are connected and started; until then it answers STARTING.
  void Begin();

 private:
  Expected<admin::v1::GetStatusResponse, Failure> GetStatus() const;

  const std::vector<Host*> hosts_;
  const Process process_;
  std::atomic<std::int64_t> started_at_us_ = 0;  // 0: not yet.
};

}  // namespace recourse::process
