#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "libs/process/conducted.h"
#include "libs/rpc/client.h"

namespace recourse::process {

// A command of the past, to be run when the clock shows its moment.
struct Dated {
  Instant at;
  std::uint32_t step = 0;  // Orders commands of one moment; a step is over before the next begins.
  std::string home;        // Commands of one home and step run one after another.
  std::string method;      // Full gRPC method.
  std::string request;     // Serialised.
  std::string label;       // What a person calls it.
};

// Moves the simulated clocks of all processes of an installation together: time passes from one
// moment to the next only when everything that follows from the last one is done. Timers of a
// moment fire in the order (process, service, shard, home, stream, id), after the dated commands of
// the same moment. A process that is away is waited for. One thread.
class Conductor {
 public:
  struct Progress {
    std::uint64_t commands_done = 0;
    std::uint64_t commands_total = 0;
    std::uint64_t timers_fired = 0;
    Instant now;
  };
  struct Refused {
    Dated command;
    Failure why;
  };
  // Told after each moment, and asked again and again while something is waited for, which may be
  // for ever: a promise that cannot be kept now, a consumer that takes no more. False ends the run
  // at once. What is under way then goes on by itself; the clock stands still, and the next run
  // waits for it first.
  using Watch = std::function<bool(const Progress&)>;
  // Has a command run. `done` is called once, from any thread, perhaps before this returns.
  using Call = std::function<void(const Dated& command, std::function<void(rpc::Client::Answer)>)>;

  // Commands run in the name of `client`, which outlives what is given.
  static Call CallBy(rpc::Client& client);

  // `all` outlive this. What `call` uses outlives every call that it began.
  Conductor(std::vector<Conducted*> all, Call call)
      : all_(std::move(all)), call_(std::move(call)) {}

  // Runs `commands`, each at its moment, those of the past at once. Gives the first refused, if
  // any; commands of later steps and moments have not run then. What has happened is in all views
  // and lists once it returns, unless the watch ended it; so with AdvanceTo.
  std::optional<Refused> Run(std::vector<Dated> commands, const Watch& watch);
  // Fires what is due until `end`, and stands there. False if `watch` ended it before.
  bool AdvanceTo(Instant end, const Watch& watch);
  // Has a restart of any of the processes find the clock where it stands.
  Expected<Done, Failure> KeepClock();

 private:
  struct StepEnd {
    bool cut_short = false;  // By the watch.
    std::optional<Refused> refused;
  };

  bool Settle(const Watch& watch);
  void AwaitApplied(const Watch& watch);
  bool Begin(std::uint64_t commands, const Watch& watch);
  bool Insist(const std::function<bool()>& ask, const Watch& watch);
  bool MoveTo(Instant instant, const Watch& watch);
  std::optional<Refused> RunAll(std::vector<Dated> commands, const Watch& watch);
  bool Fire(const Watch& watch);
  bool FireUntil(Instant end, bool including_end, const Watch& watch);
  StepEnd RunStep(std::vector<Dated> commands, const Watch& watch);

  const std::vector<Conducted*> all_;
  const Call call_;
  std::vector<Standing> settled_;  // How all stood when nothing was under way; one for each.
  Progress progress_;
};

}  // namespace recourse::process
