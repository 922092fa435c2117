#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::process {

// Whether a service has anything left to do, as far as it knows by itself.
struct ServiceStanding {
  std::string service;
  bool idle = false;                         // Nothing is under way within it.
  std::vector<std::uint64_t> released = {};  // By shard.
  std::map<std::string, std::vector<std::uint64_t>> consumed = {};  // By source, then shard.
  std::vector<std::uint64_t> applied = {};  // By shard: what views and lists have taken in.
};

struct Standing {
  Instant now;  // What the clock shows.
  std::optional<Instant> next_timer = {};
  std::vector<ServiceStanding> services = {};
};

// The services of one process, as who conducts a simulated clock sees them. Calls may block and
// fail, as a process may be away; each may be repeated.
class Conducted {
 public:
  virtual ~Conducted() = default;
  virtual Expected<Standing, Failure> Look() = 0;
  // Moves the clock; a moment that is over changes nothing.
  virtual Expected<Done, Failure> MoveTo(Instant instant) = 0;
  // Fires what is due, and says how much that was.
  virtual Expected<std::uint64_t, Failure> FireDue() = 0;
  // Has a restart find the clock where it stands.
  virtual Expected<Done, Failure> KeepClock() = 0;
};

}  // namespace recourse::process
