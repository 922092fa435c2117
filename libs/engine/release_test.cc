// Nothing is told before it is released: not to who asked, nor to views, nor to other services.

#include "libs/engine/testing/rig.h"

namespace recourse::engine::counter {
namespace {

// Holds up each Append until it is let go.
class HeldLog final : public eventlog::MemoryLog {
 public:
  using MemoryLog::MemoryLog;

  // Until an Append has come.
  void AwaitAppend() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return appending_; });
  }
  void LetGo() {
    const std::lock_guard lock(mutex_);
    free_ = true;
    changed_.notify_all();
  }

  Expected<Done, eventlog::LogError> Append(
      const std::vector<eventlog::ShardBatch>& group) override {
    std::unique_lock lock(mutex_);
    appending_ = true;
    changed_.notify_all();
    changed_.wait(lock, [&] { return free_; });
    return MemoryLog::Append(group);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool appending_ = false;
  bool free_ = false;
};

// Counts what comes in one write.
class MeasuredLog final : public eventlog::MemoryLog {
 public:
  struct Group {
    std::size_t records = 0;
    std::size_t bytes = 0;
  };
  using MemoryLog::MemoryLog;

  // Read once the engine has stopped.
  const std::vector<Group>& groups() const { return groups_; }

  Expected<Done, eventlog::LogError> Append(
      const std::vector<eventlog::ShardBatch>& group) override {
    Group& measured = groups_.emplace_back();
    for (const auto& batch : group) {
      measured.records += batch.head.sequence - head(batch.shard).sequence;
      for (const auto& chunk : batch.chunks) measured.bytes += chunk.bytes.size();
    }
    return MemoryLog::Append(group);
  }

 private:
  std::vector<Group> groups_;
};

class ReleaseTest : public testing::Test {
 protected:
  ReleaseTest() {
    RunningEngine::Options options;
    options.fire_timers = false;
    engine_ = *RunningEngine::Open({definition_, log_, {}, derived_, clock_, bank_}, options);
    engine_->Start();
  }
  ~ReleaseTest() override {
    log_.LetGo();
    engine_->Stop();
  }

  // Begun while the writer is held up, so that all of these are one group.
  void SubmitOneGroup() {
    std::mutex gate;
    std::unique_lock held(gate);
    const auto wait = [&](Unit&) -> Outcome {
      const std::lock_guard lock(gate);
      return std::string();
    };
    engine_->Read("a", wait, [](const Result&) {});
    while (engine_->Idle()) std::this_thread::yield();
    Add(100, "r", accepted_);
    Add(100, "r", repeated_);
    Add(-1, "", refused_);
    engine_->Read(
        "a", [](Unit& unit) -> Outcome { return std::to_string(unit.State<Counter>("count")); },
        read_.Taker());
    held.unlock();
    log_.AwaitAppend();
  }

  Answer accepted_, repeated_, refused_, read_;
  const Definition definition_ = MakeDefinition("counter");
  HeldLog log_{{7, "counter", 1}};
  MemoryKeyValues derived_;
  SimulatedClock clock_{kStart};
  Bank bank_;
  std::unique_ptr<RunningEngine> engine_;

 private:
  void Add(int amount, const std::string& request_id, Answer& answer) {
    engine_->Submit(
        {"a", "", request_id, "f", Adding("count", counter::Add{amount, {}}), answer.Taker()});
  }
};

TEST_F(ReleaseTest, NothingIsToldOfWhatIsStillBeingWritten) {
  SubmitOneGroup();
  for (Answer* const answer : {&accepted_, &repeated_, &refused_, &read_}) {
    EXPECT_FALSE(answer->Came());
  }
  EXPECT_EQ(engine_->released(0), 0u);
  EXPECT_TRUE(bank_.calls().empty());
  EXPECT_EQ(engine_->views().Get("sums", 0, "a/count"), std::nullopt);

  log_.LetGo();
  EXPECT_EQ(*accepted_.Get().outcome, "100");
  EXPECT_EQ(*repeated_.Get().outcome, "100");
  EXPECT_FALSE(refused_.Get().outcome);
  EXPECT_EQ(*read_.Get().outcome, "100");
}

// What waits in the mailbox is one group, unless that would be a write without measure.
TEST(GroupTest, IsWrittenInPartsOfSoManyBytes) {
  constexpr std::size_t kJobs = 50;
  const Definition definition = MakeDefinition("counter");
  MeasuredLog log({7, "counter", 1});
  MemoryKeyValues derived;
  SimulatedClock clock{kStart};
  Bank bank;
  RunningEngine::Options options;
  options.fire_timers = false;
  options.group_bytes_max = 400;
  const auto engine = *RunningEngine::Open({definition, log, {}, derived, clock, bank}, options);
  std::vector<Answer> answers(kJobs);
  for (Answer& answer : answers) {  // Before the start, so that all wait together.
    engine->Submit({"a", "", "", "", Adding("count", counter::Add{1, {}}), answer.Taker()});
  }
  engine->Start();
  for (std::size_t job = 0; job < kJobs; ++job) {
    EXPECT_EQ(*answers[job].Get().outcome, std::to_string(job + 1));
  }
  engine->Stop();

  std::size_t records = 0;
  for (const auto& group : log.groups()) {
    EXPECT_LT(group.bytes, 600u);
    EXPECT_GT(group.records, 1u);
    records += group.records;
  }
  EXPECT_EQ(records, kJobs);
}

}  // namespace
}  // namespace recourse::engine::counter
