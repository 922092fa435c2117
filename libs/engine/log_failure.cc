#include "libs/engine/log_failure.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace recourse::engine {

void EndOnLogError(const eventlog::LogError& error) {
  fmt::print(stderr, "recourse: the log failed, so this process ends: {}\n", error.message);
  std::fflush(nullptr);
  _exit(70);
}

}  // namespace recourse::engine
