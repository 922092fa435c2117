// A log that fails ends the process, whoever met the failure, and nothing is answered.

#include "libs/engine/log_failure.h"

#include "libs/engine/testing/rig.h"

namespace recourse::engine::counter {
namespace {

// Works until it is told to fail.
class FailingLog final : public eventlog::MemoryLog {
 public:
  using MemoryLog::MemoryLog;

  void FailAppends() { appends_fail_ = true; }
  void FailReads() { reads_fail_ = true; }

  Expected<Done, eventlog::LogError> Append(
      const std::vector<eventlog::ShardBatch>& group) override {
    if (appends_fail_) return Unexpected{Broken()};
    return MemoryLog::Append(group);
  }
  Expected<Done, eventlog::LogError> ScanChunks(
      std::uint32_t shard, std::uint64_t from, Reads reads,
      const eventlog::ChunkVisitor& visit) const override {
    if (reads_fail_) return Unexpected{Broken()};
    return MemoryLog::ScanChunks(shard, from, reads, visit);
  }

 private:
  static eventlog::LogError Broken() {
    return {eventlog::LogError::Kind::kIo, "/data/log: the disk is on fire"};
  }

  std::atomic<bool> appends_fail_ = false;
  std::atomic<bool> reads_fail_ = false;
};

class LogFailureTest : public testing::Test {
 protected:
  LogFailureTest() { GTEST_FLAG_SET(death_test_style, "threadsafe"); }

  using Fail = std::function<void(FailingLog&)>;
  using Act = std::function<void(RunningEngine&)>;

  // A home that is not in the cache, on a log that fails then.
  void ReadAfter(const Fail& fail) { Run(fail, /*again=*/true, Add); }
  void AddAfter(const Fail& fail) { Run(fail, /*again=*/false, Add); }
  void ReadStreamAfter(const Fail& fail) {
    Run(fail, /*again=*/true, [](RunningEngine& engine) {
      engine.ScanStream("a", "count", 1, [](std::uint64_t, std::string_view) { return true; });
    });
  }

 private:
  static void Add(RunningEngine& engine) {
    Answer answer;
    engine.Submit({"a", "", "", "", Adding("count", counter::Add{1, {}}), answer.Taker()});
    (void)answer.Get();
  }

  // Adds to a home, perhaps in an engine before, and acts once the log fails.
  void Run(const Fail& fail, bool again, const Act& act) {
    const Definition definition = MakeDefinition("counter");
    FailingLog log({7, "counter", 1});
    MemoryKeyValues derived;
    SimulatedClock clock{kStart};
    Bank bank;
    RunningEngine::Options options;
    options.fire_timers = false;
    const auto open = [&] {
      auto engine = *RunningEngine::Open({definition, log, {}, derived, clock, bank}, options);
      engine->Start();
      return engine;
    };
    auto engine = open();
    Add(*engine);
    if (again) {
      engine->Stop();
      engine = open();
    }
    fail(log);
    act(*engine);
    std::_Exit(0);  // It was answered.
  }
};

TEST_F(LogFailureTest, AppendThatFailsEndsTheProcess) {
  EXPECT_EXIT(AddAfter([](FailingLog& log) { log.FailAppends(); }), testing::ExitedWithCode(70),
              "the log failed, so this process ends: /data/log: the disk is on fire");
}

TEST_F(LogFailureTest, ReadThatFailsEndsTheProcess) {
  EXPECT_EXIT(ReadAfter([](FailingLog& log) { log.FailReads(); }), testing::ExitedWithCode(70),
              "the log failed, so this process ends: /data/log: the disk is on fire");
}

TEST_F(LogFailureTest, HistoryThatCannotBeReadEndsTheProcess) {
  EXPECT_EXIT(ReadStreamAfter([](FailingLog& log) { log.FailReads(); }),
              testing::ExitedWithCode(70),
              "the log failed, so this process ends: /data/log: the disk is on fire");
}

}  // namespace
}  // namespace recourse::engine::counter
