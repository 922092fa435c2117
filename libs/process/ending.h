#pragma once

#include <signal.h>

#include <chrono>
#include <filesystem>

namespace recourse::process {

// How long a process that was told to end answers what it has accepted.
inline constexpr std::chrono::seconds kGrace{20};

// Waits for the signals that end a process: SIGINT and SIGTERM. Made before any thread, so that
// none but Await gets them.
class Ending {
 public:
  Ending() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }

  void Await() const {
    int signal = 0;
    sigwait(&signals_, &signal);
  }

 private:
  sigset_t signals_;
};

// Data that ships lies beside the programs: bin/recourse, share/templates.
inline std::filesystem::path ShareFolder() {
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
  return program.parent_path().parent_path() / "share";
}

}  // namespace recourse::process
