#include "services/standalone/conductor.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <tuple>

#include "libs/base/check.h"

namespace recourse::standalone {
namespace {

constexpr std::chrono::milliseconds kCommandTimeout{30'000};
constexpr std::size_t kHomesAtOnceMax = 128;
constexpr std::chrono::microseconds kSettlePause{100};

// Runs the commands of several homes side by side, those of one home in order, and waits for all.
class Step {
 public:
  Step(rpc::Client& caller, const std::vector<const Dated*>& commands) : caller_(caller) {
    for (const Dated* command : commands) homes_[command->home].push_back(command);
    next_home_ = homes_.begin();
  }

  std::optional<Conductor::Refused> Run() {
    std::unique_lock lock(mutex_);
    while (next_home_ != homes_.end() && running_ < kHomesAtOnceMax) {
      ++running_;
      Begin((next_home_++)->second, 0, lock);
    }
    done_.wait(lock, [&] { return running_ == 0; });
    return std::move(refused_);
  }

 private:
  using Home = std::vector<const Dated*>;

  // Calls command `index` of a home; its answer leads to the next one.
  void Begin(const Home& home, std::size_t index, std::unique_lock<std::mutex>& lock) {
    const Dated& command = *home[index];
    lock.unlock();
    caller_.CallUnary(command.method, command.request, kCommandTimeout,
                      [this, &home, index](rpc::Client::Answer answer) {
                        std::unique_lock inner(mutex_);
                        Take(home, index, answer, inner);
                      });
    lock.lock();
  }

  void Take(const Home& home, std::size_t index, const rpc::Client::Answer& answer,
            std::unique_lock<std::mutex>& lock) {
    if (!answer && !refused_) refused_ = Conductor::Refused{*home[index], answer.error()};
    if (!refused_ && index + 1 < home.size()) return Begin(home, index + 1, lock);
    if (!refused_ && next_home_ != homes_.end()) return Begin((next_home_++)->second, 0, lock);
    if (--running_ == 0) done_.notify_all();
  }

  rpc::Client& caller_;
  std::map<std::string, Home> homes_;
  std::mutex mutex_;
  std::condition_variable done_;
  std::map<std::string, Home>::const_iterator next_home_;
  std::size_t running_ = 0;
  std::optional<Conductor::Refused> refused_;
};

}  // namespace

// Nothing is under way once every service was idle while none of the logs grew.
void Conductor::Settle() {
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
    if (all_idle() && all_idle() && released() == before) return;
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
    Settle();
    progress_.now = clock_.Now();
    if (!watch(progress_)) return false;
  }
}

void Conductor::AdvanceTo(Instant end, const Watch& watch) {
  Settle();
  if (!FireUntil(end, /*including_end=*/true, watch)) return;
  clock_.AdvanceTo(std::max(end, clock_.Now()));
  progress_.now = clock_.Now();
  watch(progress_);
}

std::optional<Conductor::Refused> Conductor::RunStep(const std::vector<const Dated*>& commands) {
  auto refused = Step(caller_, commands).Run();
  Settle();
  return refused;
}

std::optional<Conductor::Refused> Conductor::Run(std::vector<Dated> commands, const Watch& watch) {
  const Instant start = clock_.Now();
  for (Dated& command : commands) command.at = std::max(command.at, start);
  std::stable_sort(commands.begin(), commands.end(), [](const Dated& a, const Dated& b) {
    return std::tie(a.at, a.step) < std::tie(b.at, b.step);
  });
  progress_ = {0, commands.size(), 0, start};
  Settle();
  for (auto command = commands.begin(); command != commands.end();) {
    if (!FireUntil(command->at, /*including_end=*/false, watch)) return std::nullopt;
    clock_.AdvanceTo(command->at);
    std::vector<const Dated*> step;
    const auto& first = *command;
    while (command != commands.end() && command->at == first.at && command->step == first.step) {
      step.push_back(&*command++);
    }
    if (auto refused = RunStep(step)) return refused;
    progress_.commands_done += step.size();
    progress_.now = clock_.Now();
    if (!watch(progress_)) return std::nullopt;
  }
  FireUntil(clock_.Now(), /*including_end=*/true, watch);
  return std::nullopt;
}

}  // namespace recourse::standalone
