#pragma once

#include <filesystem>
#include <optional>

#include "libs/base/date.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::process {

// Where a simulated clock stood when time last stopped moving: the file `clock` in the data folder,
// microseconds since 1970-01-01 UTC. It is no fact, only what no record tells: that time passed in
// which nothing happened. So the logs win where they reach further, and without the file the clock
// stands at the last recorded moment.
class ClockFile {
 public:
  explicit ClockFile(const std::filesystem::path& data) : path_(data / "clock") {}

  // Nothing if there is no file; kInvalid, naming it and what it holds, if that is no moment.
  Expected<std::optional<Instant>, Failure> Read() const;
  // Synced; after a crash the file says the old moment or the new one.
  Expected<Done, Failure> Write(Instant now) const;

 private:
  const std::filesystem::path path_;
};

}  // namespace recourse::process
