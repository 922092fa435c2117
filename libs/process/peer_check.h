#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "libs/process/connections.h"
#include "libs/process/host.h"

namespace recourse::process {

// Holds the logs of this process against what the other processes have consumed of them: a log that
// ends before that has lost its end. Asked before the engines start; the server serves by then, so
// that processes that start together can tell each other.
class PeerCheck {
 public:
  // All outlive this. Asks in the name of `hosts[0]`.
  PeerCheck(const Connections& connections, std::vector<const Host*> hosts,
            std::uint64_t installation);
  ~PeerCheck();
  PeerCheck(const PeerCheck&) = delete;
  PeerCheck& operator=(const PeerCheck&) = delete;

  // LOG_BEHIND_ITS_CONSUMER, or PEER_FOREIGN if a process is one of another installation. Those
  // that cannot be asked within five seconds are no failure: they are asked again, once Start is
  // called, until they have answered; and if it is our log that is wrong then, it ends the process.
  Expected<Done, Failure> Check();
  void Start();
  void Stop();

  // The services that have not answered yet. Thread safe.
  std::vector<std::string> unanswered() const;

 private:
  Expected<Done, Failure> Ask(const std::string& peer, std::chrono::milliseconds timeout) const;
  void Loop();

  const Connections& connections_;
  const std::vector<const Host*> hosts_;
  const std::uint64_t installation_;

  mutable std::mutex mutex_;
  std::vector<std::string> unanswered_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace recourse::process
