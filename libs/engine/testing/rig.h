#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "libs/base/clock.h"
#include "libs/engine/testing/bank.h"
#include "libs/engine/testing/counter.h"
#include "libs/eventlog/memory_log.h"

namespace recourse::engine::counter {

inline constexpr Instant kStart = Date(date::year(2012) / 1 / 1);

// An engine of counters on a memory log, which can be stopped and opened again on the same log.
class Rig {
 public:
  explicit Rig(std::string service = "counter", std::uint32_t shards = 2,
               RunningEngine::Options options = {})
      : definition_(MakeDefinition(service)), log_({7, service, shards}), options_(options) {
    options_.fire_timers = false;
    Open();
    engine_->Start();
  }
  ~Rig() { engine_->Stop(); }

  RunningEngine& engine() { return *engine_; }
  SimulatedClock& clock() { return *clock_; }
  Bank& bank() { return bank_; }
  eventlog::MemoryLog& log() { return log_; }
  MemoryKeyValues& derived() { return *derived_; }

  // Ends the engine and begins another on the same log; `forget` drops the derived store first.
  void Restart(bool forget = false) {
    engine_->Stop();
    engine_.reset();
    if (forget) derived_ = std::make_unique<MemoryKeyValues>();
    Open();
    engine_->Start();
  }

  // Likewise, with the clock set to `now`, also backwards.
  void RestartAt(Instant now) {
    engine_->Stop();
    engine_.reset();
    clock_.emplace(now);
    Open();
    engine_->Start();
  }

  Result Do(Command command) {
    Answer answer;
    command.done = answer.Taker();
    engine_->Submit(std::move(command));
    return answer.Get();
  }
  Result Add(const std::string& home, int amount, const std::string& request_id = "") {
    return Do({home,
               "operators/test",
               request_id,
               std::to_string(amount),
               Adding("count", counter::Add{amount, {}}),
               {}});
  }
  int Sum(const std::string& home, const std::string& stream = "count") {
    Answer answer;
    engine_->Read(
        home, [&](Unit& unit) -> Outcome { return std::to_string(unit.State<Counter>(stream)); },
        answer.Taker());
    return std::stoi(*answer.Get().outcome);
  }
  // Holds up the writer of `home` until what this gives is unlocked; what comes meanwhile waits.
  std::unique_lock<std::mutex> Hold(const std::string& home) {
    std::unique_lock held(gate_);
    engine_->Read(
        home,
        [this](Unit&) -> Outcome {
          at_gate_ = true;
          const std::lock_guard wait(gate_);
          return std::string();
        },
        [](const Result&) {});
    while (!at_gate_) std::this_thread::yield();
    return held;
  }
  // Until nothing is under way.
  void Settle() {
    while (!engine_->Idle()) std::this_thread::yield();
  }
  // All rows of the derived store, once it has caught up.
  std::vector<KeyValues::Row> DerivedRows() {
    Settle();
    for (std::uint32_t shard = 0; shard < log_.identity().shards; ++shard) {
      Answer answer;
      engine_->WaitApplied({shard, engine_->released(shard)}, Instant::max(), [&](bool) {
        answer.Taker()({std::string(), {}});
      });
      answer.Get();
    }
    return derived_->Scan("", "", 1'000'000);
  }
  // What the log holds of `home`, each as "stream version type payload".
  std::vector<std::string> Events(const std::string& home) {
    std::vector<std::string> events;
    (void)log_.Scan(eventlog::ShardOf(home, log_.identity().shards), 1,
                    [&](std::uint64_t, std::string_view bytes) {
                      Record record;
                      EXPECT_TRUE(record.ParseFromString(std::string(bytes)));
                      if (record.home() == home && !record.stream().empty()) {
                        events.push_back(fmt::format("{} {} {}", record.stream(), record.version(),
                                                     record.payload()));
                      }
                      return true;
                    });
    return events;
  }

 private:
  void Open() {
    auto engine = RunningEngine::Open({definition_, log_, {}, *derived_, *clock_, bank_}, options_);
    ASSERT_TRUE(engine) << engine.error().message;
    engine_ = *std::move(engine);
  }

  std::mutex gate_;
  std::atomic<bool> at_gate_ = false;
  const Definition definition_;
  eventlog::MemoryLog log_;
  RunningEngine::Options options_;
  std::unique_ptr<MemoryKeyValues> derived_ = std::make_unique<MemoryKeyValues>();
  std::optional<SimulatedClock> clock_{std::in_place, kStart};
  Bank bank_;
  std::unique_ptr<RunningEngine> engine_;
};

}  // namespace recourse::engine::counter
