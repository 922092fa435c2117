#pragma once

#include <functional>
#include <memory>
#include <optional>
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

// Retries the parked events of a home in order, up to the first that still cannot be handled; or
// gives up on one. The outcome says how many are not parked any more.
struct ParkedJob {
  std::string service;  // Whose events.
  std::string home;
  std::string actor;  // Who asks: "operators/root".
  // Gives up on the event of this sequence, which must be the first that is parked in the home. If
  // it is not parked at all, nothing is done.
  std::optional<std::uint64_t> discard;
  std::function<void(const Result&)> done;
};

using Job = std::variant<CommandJob, ReadJob, DeliverJob, ParkedJob>;

// An answer that waits until the group it belongs to is released.
struct Reply {
  std::function<void(const Result&)> done;
  Result result;
};

}  // namespace recourse::engine
