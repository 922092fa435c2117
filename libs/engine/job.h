#pragma once

#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "libs/engine/engine.h"

namespace recourse::engine {

using CauseOf = std::variant<std::monostate, history::v1::Cause, history::v1::TimerCause,
                             history::v1::PromiseCause>;

// A command on its way through a writer, with what led to it if no request did.
struct CommandJob {
  Command command;
  CauseOf cause;
};

// A look at the states. `look` gives nothing while what is waited for has not come; it is asked
// again after each command of the home, until `deadline`.
struct ReadJob {
  std::string home;
  std::function<std::optional<Outcome>(Unit&)> look;
  Instant deadline;  // On the wall clock.
  std::function<void(const Result&)> done;
};

// Consecutive records of another service's shard, released there.
struct DeliverJob {
  std::string service;
  std::uint32_t shard = 0;
  std::vector<std::shared_ptr<const Record>> records;
  // Called with the mark after the delivery; it is behind the records if there was a gap.
  std::function<void(std::uint64_t mark)> done;
};

// Retries the parked events of a home in order, or gives up on the first of them.
struct ParkedJob {
  std::string service;
  std::string home;
  bool discard_first = false;
  std::function<void(const Result&)> done;
};

using Job = std::variant<CommandJob, ReadJob, DeliverJob, ParkedJob>;

}  // namespace recourse::engine
