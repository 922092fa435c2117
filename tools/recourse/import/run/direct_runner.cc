#include "tools/recourse/import/run/direct_runner.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

#include "libs/wire/convert.h"

namespace recourse::csv_import {
namespace {

using Clock = std::chrono::steady_clock;
using Answer = rpc::Client::Answer;

// The answers of calls, from gRPC's threads to ours.
class Answers {
 public:
  void Put(std::size_t index, Answer answer) {
    // Notified under the lock, so that whoever took the last answer may destroy this.
    const std::lock_guard lock(mutex_);
    answers_.emplace_back(index, std::move(answer));
    came_.notify_one();
  }
  // Waits until there are some, or `until`.
  std::vector<std::pair<std::size_t, Answer>> Take(std::optional<Clock::time_point> until) {
    std::unique_lock lock(mutex_);
    const auto any = [this] { return !answers_.empty(); };
    if (until) {
      came_.wait_until(lock, *until, any);
    } else {
      came_.wait(lock, any);
    }
    return std::exchange(answers_, {});
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<std::pair<std::size_t, Answer>> answers_;
};

// Has some of the commands done, on the calling thread.
class Wave {
 public:
  Wave(rpc::Client& client, const DirectRunner::Options& options,
       const std::vector<DatedCommand>& commands, std::function<void(std::size_t)> on_done)
      : client_(client), options_(options), commands_(commands), on_done_(std::move(on_done)) {}

  // Commands of one home run in the order in which they are added.
  void Add(std::size_t index) {
    auto [queue, is_new] = queues_.try_emplace(commands_[index].home());
    queue->second.push_back(index);
    if (is_new) ready_.push_back(&queue->second);
  }

  std::optional<RunStopped> Run() {
    StartWhatMay();
    while (!under_way_.empty()) {
      std::optional<Clock::time_point> wake;
      if (!pausing_.empty()) wake = pausing_.begin()->first;
      for (auto& [index, answer] : answers_.Take(wake)) Answered(index, answer);
      EndPauses();
      StartWhatMay();
    }
    if (!stopped_) return std::nullopt;
    return stopped_->second;
  }

 private:
  void StartWhatMay() {
    while (!stopped_ && !ready_.empty() && under_way_.size() < options_.in_flight_max) {
      const std::size_t index = ready_.front()->front();
      ready_.pop_front();
      under_way_.emplace(index, options_.patience);
      Send(index);
    }
  }

  void Send(std::size_t index) {
    const DatedCommand& command = commands_[index];
    client_.CallUnary(command.method(), command.request(), options_.call_timeout,
                      [this, index](Answer answer) { answers_.Put(index, std::move(answer)); });
  }

  void Answered(std::size_t index, const Answer& answer) {
    if (answer) {
      auto& home = queues_.at(commands_[index].home());
      home.pop_front();
      if (!home.empty()) ready_.push_back(&home);
      on_done_(index);
      under_way_.erase(index);
      return;
    }
    cli::Backoff& backoff = under_way_.at(index);
    if (cli::WorthAskingAgain(answer.error().kind) && !backoff.exhausted() && !stopped_) {
      pausing_.emplace(Clock::now() + backoff.Next(), index);
      return;
    }
    if (!stopped_ || index < stopped_->first) {
      stopped_ = {index, {commands_[index].label(), answer.error()}};
    }
    under_way_.erase(index);
  }

  // Sends again what has waited long enough; once stopped, drops all that waits.
  void EndPauses() {
    while (!pausing_.empty() && (stopped_ || pausing_.begin()->first <= Clock::now())) {
      const std::size_t index = pausing_.begin()->second;
      pausing_.erase(pausing_.begin());
      if (stopped_) {
        under_way_.erase(index);
      } else {
        Send(index);
      }
    }
  }

  rpc::Client& client_;
  const DirectRunner::Options& options_;
  const std::vector<DatedCommand>& commands_;
  const std::function<void(std::size_t)> on_done_;

  Answers answers_;
  std::unordered_map<std::string, std::deque<std::size_t>> queues_;  // By home.
  std::deque<std::deque<std::size_t>*> ready_;     // Queues none of whose commands is under way.
  std::map<std::size_t, cli::Backoff> under_way_;  // Being called, or pausing.
  std::multimap<Clock::time_point, std::size_t> pausing_;      // By when to ask again.
  std::optional<std::pair<std::size_t, RunStopped>> stopped_;  // The first refused, by order.
};

}  // namespace

Expected<Done, RunStopped> DirectRunner::Run(const std::vector<DatedCommand>& commands,
                                             const OnProgress& on_progress) {
  RunProgress progress{0, commands.size(), {}};
  const auto on_done = [&](std::size_t index) {
    ++progress.done;
    progress.day = wire::FromWire(commands[index].day()).value_or(Date());
    on_progress(progress);
  };
  const auto run = [&](bool first_step) -> std::optional<RunStopped> {
    Wave wave(client_, options_, commands, on_done);
    for (std::size_t i = 0; i < commands.size(); ++i) {
      if ((commands[i].step() == 0) == first_step) wave.Add(i);
    }
    return wave.Run();
  };
  for (const bool first_step : {true, false}) {
    if (auto stopped = run(first_step)) return Unexpected{*std::move(stopped)};
  }
  return Done{};
}

}  // namespace recourse::csv_import
