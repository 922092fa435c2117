#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "libs/engine/job.h"

namespace recourse::engine {

// Gives the answers of a released group on a thread of its own, while the writer is at the next
// group: sending them costs as much as deciding did.
class Replier {
 public:
  explicit Replier(std::string name) : name_(std::move(name)) {}
  ~Replier();

  void Start();
  // Gives what was posted, and ends the thread.
  void Stop();
  // Thread safe; groups are answered in the order in which they are posted.
  void Post(std::vector<Reply> replies);
  bool Idle() const;

 private:
  void Loop();

  const std::string name_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Reply> replies_;
  bool busy_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

// Calls each, and forgets them.
void Give(std::vector<Reply>& replies);

}  // namespace recourse::engine
