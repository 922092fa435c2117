#pragma once

#include <vector>

#include "libs/base/clock.h"
#include "libs/process/clock_file.h"
#include "libs/process/conducted.h"
#include "libs/process/host.h"

namespace recourse::process {

// The simulated clock of this process, and its services. Thread safe, but for two who move it.
class LocalTime final : public Conducted {
 public:
  // All outlive this.
  LocalTime(SimulatedClock& clock, std::vector<Host*> hosts, ClockFile file)
      : clock_(clock), hosts_(std::move(hosts)), file_(std::move(file)) {}

  // After a start: sets the clock to where it stood by the latest of `files`, but never before what
  // is recorded. CLOCK_FILE_UNREADABLE.
  Expected<Done, Failure> GoOn(const std::vector<ClockFile>& files);

  Expected<Standing, Failure> Look() override;
  Expected<Done, Failure> MoveTo(Instant instant) override;
  Expected<std::uint64_t, Failure> FireDue() override;
  Expected<Done, Failure> KeepClock() override { return file_.Write(clock_.Now()); }

 private:
  SimulatedClock& clock_;
  const std::vector<Host*> hosts_;
  const ClockFile file_;
};

}  // namespace recourse::process
