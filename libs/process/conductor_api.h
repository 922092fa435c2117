#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "libs/process/conductor.h"
#include "libs/rpc/service.h"
#include "recourse/simulation/v1/conductor_service.pb.h"

namespace recourse::process {

// recourse.simulation.v1.ConductorService. Thread safe.
class ConductorApi final : public rpc::Service {
 public:
  // `conductor` gives null in an installation on real time; it is asked at each call, since the
  // conductor needs the server that this is served by. All outlive this. Where the clock stands is
  // kept whenever time stops moving.
  ConductorApi(rpc::Shell& shell, engine::Commands& commands, const Clock& clock,
               std::function<Conductor*()> conductor);
  ~ConductorApi() override;

  // Ends what is under way, at once, whatever it waits for; its caller is told kUnavailable. No
  // other call is begun.
  void Stop();

 private:
  struct Kept {
    std::vector<Dated> commands;
    Instant touched;  // On the wall clock.
  };

  Expected<simulation::v1::ScheduleResponse, Failure> Schedule(
      const simulation::v1::ScheduleRequest& request);
  Expected<Done, Failure> Run(const simulation::v1::RunRequest& request,
                              rpc::Follower<simulation::v1::RunResponse> follower);
  Expected<Done, Failure> AdvanceTo(const simulation::v1::AdvanceToRequest& request,
                                    rpc::Follower<simulation::v1::AdvanceToResponse> follower);
  // Moves the clock, and gives what tells the caller that it is done. That is told once the next
  // one may begin.
  using Work = std::function<std::function<void()>()>;
  // Begins `work` on a thread of its own, unless another is under way.
  Expected<Done, Failure> Begin(Work work);
  Expected<Done, Failure> KeepClock() const;

  const Clock& clock_;
  const std::function<Conductor*()> conductor_;

  std::mutex mutex_;
  std::map<std::string, Kept> schedules_;
  bool running_ = false;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace recourse::process
