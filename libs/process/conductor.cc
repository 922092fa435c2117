#include "libs/process/conductor.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <thread>
#include <tuple>
#include <utility>

namespace recourse::process {
namespace {

constexpr std::chrono::milliseconds kCommandTimeout{30'000};
constexpr std::size_t kHomesAtOnceMax = 128;
constexpr std::chrono::microseconds kSettlePause{100};
constexpr std::chrono::milliseconds kStepPause{20};
constexpr std::chrono::milliseconds kAwayPause{50};
constexpr std::chrono::milliseconds kApplyPause{5};

// Nothing if one of them is away.
std::optional<std::vector<Standing>> LookAtAll(const std::vector<Conducted*>& all) {
  std::vector<Standing> standings;
  for (Conducted* one : all) {
    auto standing = one->Look();
    if (!standing) return std::nullopt;
    standings.push_back(*std::move(standing));
  }
  return standings;
}

using ByService = std::map<std::string, const ServiceStanding*>;

// Whether it is idle and has consumed all that its sources have released.
bool IsIdle(const ServiceStanding& service, const ByService& all) {
  if (!service.idle) return false;
  for (const auto& [name, consumed] : service.consumed) {
    const auto source = all.find(name);
    if (source == all.end()) continue;  // Of a service that nobody conducts.
    const auto& released = source->second->released;
    for (std::size_t shard = 0; shard < released.size(); ++shard) {
      if (shard >= consumed.size() || consumed[shard] < released[shard]) return false;
    }
  }
  return true;
}

bool AllIdle(const std::vector<Standing>& all) {
  ByService services;
  for (const Standing& standing : all) {
    for (const ServiceStanding& service : standing.services) services[service.service] = &service;
  }
  return std::all_of(services.begin(), services.end(),
                     [&](const auto& service) { return IsIdle(*service.second, services); });
}

// Whether views and lists hold all that has happened.
bool AllApplied(const std::vector<Standing>& all) {
  for (const Standing& standing : all) {
    for (const ServiceStanding& service : standing.services) {
      if (service.applied != service.released) return false;
    }
  }
  return true;
}

// Grows with every record of any of them.
std::uint64_t Released(const std::vector<Standing>& all) {
  std::uint64_t sum = 0;
  for (const Standing& standing : all) {
    for (const ServiceStanding& service : standing.services) {
      sum = std::accumulate(service.released.begin(), service.released.end(), sum);
    }
  }
  return sum;
}

// Runs the commands of several homes side by side, those of one home in order. Each call under way
// owns it too: the wait may be over, or given up, before a call has returned.
class Step : public std::enable_shared_from_this<Step> {
 public:
  Step(Conductor::Call call, std::vector<Dated> commands) : call_(std::move(call)) {
    std::map<std::string, Home> homes;
    for (Dated& command : commands) homes[command.home].push_back(std::move(command));
    for (auto& [name, home] : homes) homes_.push_back(std::move(home));
  }

  // Waits for all answers. False if `go_on`, asked meanwhile, did not want to wait for them: then
  // no other command is begun. It must not wait for an answer itself.
  bool Run(const std::function<bool()>& go_on) {
    const std::size_t at_once = std::min(homes_.size(), kHomesAtOnceMax);
    {
      const std::lock_guard lock(mutex_);
      next_home_ = running_ = at_once;
    }
    for (std::size_t home = 0; home < at_once; ++home) Begin(home, 0);
    std::unique_lock lock(mutex_);
    while (!done_.wait_for(lock, kStepPause, [&] { return running_ == 0; })) {
      if (go_on()) continue;
      given_up_ = true;
      return false;
    }
    return true;
  }

  // Once all have been answered.
  std::optional<Conductor::Refused> refused() const {
    const std::lock_guard lock(mutex_);
    return refused_;
  }

 private:
  using Home = std::vector<Dated>;

  // Calls command `index` of a home; its answer leads to the next one. Without the lock, since the
  // answer may come before this returns.
  void Begin(std::size_t home, std::size_t index) {
    call_(homes_[home][index], [self = shared_from_this(), home, index](auto answer) {
      self->Answered(home, index, answer);
    });
  }

  void Answered(std::size_t home, std::size_t index, const rpc::Client::Answer& answer) {
    std::unique_lock lock(mutex_);
    if (!answer && !refused_) refused_ = Conductor::Refused{homes_[home][index], answer.error()};
    const bool ending = refused_ || given_up_;
    if (!ending && index + 1 < homes_[home].size()) {
      lock.unlock();
      Begin(home, index + 1);
    } else if (!ending && next_home_ < homes_.size()) {
      const std::size_t next = next_home_++;
      lock.unlock();
      Begin(next, 0);
    } else if (--running_ == 0) {
      done_.notify_all();
    }
  }

  const Conductor::Call call_;
  std::vector<Home> homes_;  // In order of their names.
  mutable std::mutex mutex_;
  std::condition_variable done_;
  std::size_t next_home_ = 0;
  std::size_t running_ = 0;
  bool given_up_ = false;
  std::optional<Conductor::Refused> refused_;
};

}  // namespace

Conductor::Call Conductor::CallBy(rpc::Client& client) {
  return [&client](const Dated& command, std::function<void(rpc::Client::Answer)> done) {
    client.CallUnary(command.method, command.request, kCommandTimeout, std::move(done));
  };
}

// Nothing is under way once every service was idle, and had consumed what the others had released,
// while none of the logs grew. False if `watch` did not want to wait for it.
bool Conductor::Settle(const Watch& watch) {
  std::uint64_t released = 0;
  bool were_idle = false;
  for (;;) {
    const auto all = LookAtAll(all_);
    const bool idle = all && AllIdle(*all);
    const std::uint64_t released_now = idle ? Released(*all) : 0;
    if (idle && were_idle && released_now == released) {
      settled_ = *all;
      return true;
    }
    were_idle = idle;
    released = released_now;
    if (idle) continue;
    if (!watch(progress_)) return false;
    std::this_thread::sleep_for(kSettlePause);
  }
}

void Conductor::AwaitApplied(const Watch& watch) {
  for (auto all = LookAtAll(all_); !all || !AllApplied(*all); all = LookAtAll(all_)) {
    if (!watch(progress_)) return;
    std::this_thread::sleep_for(kApplyPause);
  }
}

// Waits until nothing is under way, and sets all clocks to the latest: one that was started again
// may be behind. False if `watch` did not want to wait.
bool Conductor::Begin(std::uint64_t commands, const Watch& watch) {
  progress_ = {0, commands, 0, progress_.now};
  if (!Settle(watch)) return false;
  Instant now = progress_.now;
  for (const Standing& standing : settled_) now = std::max(now, standing.now);
  return MoveTo(now, watch);
}

bool Conductor::MoveTo(Instant instant, const Watch& watch) {
  for (Conducted* one : all_) {
    if (!Insist([&] { return static_cast<bool>(one->MoveTo(instant)); }, watch)) return false;
  }
  progress_.now = instant;
  return true;
}

// Fires what is due now.
bool Conductor::Fire(const Watch& watch) {
  for (std::size_t i = 0; i < all_.size(); ++i) {
    if (!settled_[i].next_timer || *settled_[i].next_timer > progress_.now) continue;
    const auto fire = [&] {
      const auto fired = all_[i]->FireDue();
      if (fired) progress_.timers_fired += *fired;
      return static_cast<bool>(fired);
    };
    if (!Insist(fire, watch)) return false;
  }
  return true;
}

// Asks until it is done: a process may be away. False if `watch` did not want to wait for it.
bool Conductor::Insist(const std::function<bool()>& ask, const Watch& watch) {
  while (!ask()) {
    if (!watch(progress_)) return false;
    std::this_thread::sleep_for(kAwayPause);
  }
  return true;
}

bool Conductor::FireUntil(Instant end, bool including_end, const Watch& watch) {
  for (;;) {
    std::optional<Instant> next;
    for (const Standing& standing : settled_) {
      const auto& due = standing.next_timer;
      if (due && (!next || *due < *next)) next = due;
    }
    if (!next || *next > end || (*next == end && !including_end)) return true;
    if (!MoveTo(std::max(*next, progress_.now), watch) || !Fire(watch)) return false;
    if (!Settle(watch) || !watch(progress_)) return false;
  }
}

bool Conductor::AdvanceTo(Instant end, const Watch& watch) {
  if (!Begin(0, watch) || !FireUntil(end, /*including_end=*/true, watch)) return false;
  if (!MoveTo(std::max(end, progress_.now), watch)) return false;
  AwaitApplied(watch);
  watch(progress_);
  return true;
}

Expected<Done, Failure> Conductor::KeepClock() {
  Expected<Done, Failure> all = Done{};
  for (Conducted* one : all_) {
    auto kept = one->KeepClock();
    if (all) all = std::move(kept);
  }
  return all;
}

Conductor::StepEnd Conductor::RunStep(std::vector<Dated> commands, const Watch& watch) {
  const auto step = std::make_shared<Step>(call_, std::move(commands));
  if (!step->Run([&] { return watch(progress_); })) return {.cut_short = true, .refused = {}};
  auto refused = step->refused();
  const bool settled = Settle(watch);
  return {.cut_short = !settled, .refused = std::move(refused)};
}

std::optional<Conductor::Refused> Conductor::Run(std::vector<Dated> commands, const Watch& watch) {
  auto refused = RunAll(std::move(commands), watch);
  AwaitApplied(watch);
  return refused;
}

std::optional<Conductor::Refused> Conductor::RunAll(std::vector<Dated> commands,
                                                    const Watch& watch) {
  if (!Begin(commands.size(), watch)) return std::nullopt;
  for (Dated& command : commands) command.at = std::max(command.at, progress_.now);
  std::stable_sort(commands.begin(), commands.end(), [](const Dated& a, const Dated& b) {
    return std::tie(a.at, a.step) < std::tie(b.at, b.step);
  });
  for (auto command = commands.begin(); command != commands.end();) {
    const auto moment = std::pair(command->at, command->step);
    if (!FireUntil(moment.first, /*including_end=*/false, watch)) return std::nullopt;
    if (!MoveTo(moment.first, watch)) return std::nullopt;
    std::vector<Dated> step;
    while (command != commands.end() && std::pair(command->at, command->step) == moment) {
      step.push_back(std::move(*command++));
    }
    const std::size_t size = step.size();
    auto end = RunStep(std::move(step), watch);
    if (end.refused || end.cut_short) return std::move(end.refused);
    progress_.commands_done += size;
    if (!watch(progress_)) return std::nullopt;
  }
  FireUntil(progress_.now, /*including_end=*/true, watch);
  return std::nullopt;
}

}  // namespace recourse::process
