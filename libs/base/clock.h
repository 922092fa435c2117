#pragma once

#include <atomic>

#include "libs/base/date.h"

namespace recourse {

// Where `now` comes from. Only the engine and the edge read it; a decider is handed an Instant.
// Implementations are thread safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant Now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant Now() const override;
};

// Stands still until it is moved. Used for simulated installations and in tests.
class SimulatedClock final : public Clock {
 public:
  explicit SimulatedClock(Instant start) : now_us_(start.time_since_epoch().count()) {}

  Instant Now() const override;
  // Moves forward to `instant`; a move backwards is our own bug.
  void AdvanceTo(Instant instant);

 private:
  std::atomic<Instant::rep> now_us_;
};

}  // namespace recourse
