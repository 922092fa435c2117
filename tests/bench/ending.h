#pragma once

#include <csignal>

namespace recourse::bench {

// How a server of the bench is told to end: SIGTERM or SIGINT. Made before any thread is started,
// so that none of them is ended by the signal.
class Ending {
 public:
  Ending() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }

  void Await() const {
    int signal = 0;
    sigwait(&signals_, &signal);
  }

 private:
  sigset_t signals_;
};

}  // namespace recourse::bench
