#include "services/standalone/conductor.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <tuple>
#include <utility>

namespace recourse::standalone {
namespace {

constexpr std::chrono::milliseconds kCommandTimeout{30'000};
constexpr std::size_t kHomesAtOnceMax = 128;
constexpr std::chrono::microseconds kSettlePause{100};
constexpr std::chrono::milliseconds kStepPause{20};

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

// Nothing is under way once every service was idle while none of the logs grew. False if `watch`
// did not want to wait for it.
bool Conductor::Settle(const Watch& watch) {
  const auto released = [&] {
    std::uint64_t sum = 0;
    for (Host* host : hosts_) {
      for (std::uint32_t shard = 0; shard < host->engine().log().identity().shards; ++shard) {
        sum += host->engine().released(shard);
      }
    }
    return sum;
  };
  const auto all_idle = [&] {
    return std::all_of(hosts_.begin(), hosts_.end(), [](Host* host) { return host->Idle(); });
  };
  for (;;) {
    const std::uint64_t before = released();
    if (all_idle() && all_idle() && released() == before) return true;
    if (!watch(progress_)) return false;
    std::this_thread::sleep_for(kSettlePause);
  }
}

bool Conductor::FireUntil(Instant end, bool including_end, const Watch& watch) {
  for (;;) {
    std::optional<Instant> next;
    for (Host* host : hosts_) {
      const auto due = host->engine().next_timer();
      if (due && (!next || *due < *next)) next = due;
    }
    if (!next || *next > end || (*next == end && !including_end)) return true;
    clock_.AdvanceTo(std::max(*next, clock_.Now()));
    for (Host* host : hosts_) progress_.timers_fired += host->engine().FireDue();
    progress_.now = clock_.Now();
    if (!Settle(watch) || !watch(progress_)) return false;
  }
}

bool Conductor::AdvanceTo(Instant end, const Watch& watch) {
  progress_ = {0, 0, 0, clock_.Now()};
  if (!Settle(watch) || !FireUntil(end, /*including_end=*/true, watch)) return false;
  clock_.AdvanceTo(std::max(end, clock_.Now()));
  progress_.now = clock_.Now();
  watch(progress_);
  return true;
}

Conductor::StepEnd Conductor::RunStep(std::vector<Dated> commands, const Watch& watch) {
  const auto step = std::make_shared<Step>(call_, std::move(commands));
  if (!step->Run([&] { return watch(progress_); })) return {.cut_short = true, .refused = {}};
  auto refused = step->refused();
  const bool settled = Settle(watch);
  return {.cut_short = !settled, .refused = std::move(refused)};
}

std::optional<Conductor::Refused> Conductor::Run(std::vector<Dated> commands, const Watch& watch) {
  const Instant start = clock_.Now();
  for (Dated& command : commands) command.at = std::max(command.at, start);
  std::stable_sort(commands.begin(), commands.end(), [](const Dated& a, const Dated& b) {
    return std::tie(a.at, a.step) < std::tie(b.at, b.step);
  });
  progress_ = {0, commands.size(), 0, start};
  if (!Settle(watch)) return std::nullopt;
  for (auto command = commands.begin(); command != commands.end();) {
    const auto moment = std::pair(command->at, command->step);
    if (!FireUntil(moment.first, /*including_end=*/false, watch)) return std::nullopt;
    clock_.AdvanceTo(moment.first);
    progress_.now = clock_.Now();
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
  FireUntil(clock_.Now(), /*including_end=*/true, watch);
  return std::nullopt;
}

}  // namespace recourse::standalone
