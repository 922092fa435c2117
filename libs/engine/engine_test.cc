// What an engine owes to a service, tried on the counters of testing/counter.h.

#include "libs/engine/testing/rig.h"

namespace recourse::engine::counter {
namespace {

using Kind = Failure::Kind;

TEST(EngineTest, AnswersWhatTheCommandDecided) {
  Rig rig;
  const Result first = rig.Add("a", 2);
  EXPECT_EQ(*first.outcome, "2");
  EXPECT_EQ(*rig.Add("a", 3).outcome, "5");
  EXPECT_EQ(rig.Sum("a"), 5);
  EXPECT_EQ(rig.Events("a"), (std::vector<std::string>{"count 1 2 -1", "count 2 3 -1"}));
}

TEST(EngineTest, RefusalWritesNothing) {
  Rig rig;
  const Result refused = rig.Add("a", -1, "r1");
  ASSERT_FALSE(refused.outcome);
  EXPECT_EQ(refused.outcome.error().reason, "NOT_POSITIVE");
  EXPECT_EQ(rig.Events("a"), std::vector<std::string>{});
  // A refusal is not kept: the same id may be used when the request can succeed.
  EXPECT_TRUE(rig.Add("a", 1, "r1").outcome);
}

TEST(EngineTest, CommandOverSeveralStreamsIsAllOrNothing) {
  Rig rig;
  const Result refused = rig.Do({"a",
                                 "",
                                 "",
                                 "",
                                 [](Unit& unit) -> Outcome {
                                   (void)unit.Decide<Counter>("one", Add{1, {}});
                                   if (!unit.Decide<Counter>("two", Add{-1, {}})) {
                                     return Unexpected{Failure{Kind::kPrecondition, "NO", "", {}}};
                                   }
                                   return std::string();
                                 },
                                 {}});
  EXPECT_FALSE(refused.outcome);
  EXPECT_EQ(rig.Sum("a", "one"), 0);
  EXPECT_EQ(rig.Events("a"), std::vector<std::string>{});
}

TEST(EngineTest, RepeatedRequestGetsTheFirstAnswer) {
  Rig rig;
  EXPECT_EQ(*rig.Add("a", 2, "r1").outcome, "2");
  rig.Add("a", 5);
  EXPECT_EQ(*rig.Add("a", 2, "r1").outcome, "2");
  EXPECT_EQ(rig.Sum("a"), 7);
}

TEST(EngineTest, RepeatIsRecognisedAfterARestartAndARebuild) {
  Rig rig;
  rig.Add("a", 2, "r1");
  rig.Restart();
  EXPECT_EQ(*rig.Add("a", 2, "r1").outcome, "2");
  rig.Restart(/*forget=*/true);
  EXPECT_EQ(*rig.Add("a", 2, "r1").outcome, "2");
  EXPECT_EQ(rig.Sum("a"), 2);
}

TEST(EngineTest, RequestIdReusedForOtherContentIsRefused) {
  Rig rig;
  rig.Add("a", 2, "r1");
  const Result reused = rig.Add("a", 3, "r1");
  ASSERT_FALSE(reused.outcome);
  EXPECT_EQ(reused.outcome.error().kind, Kind::kAborted);
  EXPECT_EQ(reused.outcome.error().reason, "REQUEST_ID_REUSED");
  EXPECT_EQ(rig.Sum("a"), 2);
}

TEST(EngineTest, RequestThatFoundNothingToDoIsRecognisedToo) {
  Rig rig;
  rig.Add("a", 2);
  EXPECT_EQ(*rig.Add("a", 0, "r1").outcome, "2");
  rig.Add("a", 5);
  for (const bool forget : {false, true}) {
    EXPECT_EQ(*rig.Add("a", 0, "r1").outcome, "2");
    EXPECT_EQ(rig.Add("a", 9, "r1").outcome.error().reason, "REQUEST_ID_REUSED");
    rig.Restart(forget);
  }
  EXPECT_EQ(*rig.Add("a", 0, "r1").outcome, "2");
  EXPECT_EQ(rig.Events("a"), (std::vector<std::string>{"count 1 2 -1", "count 2 5 -1"}));
}

TEST(EngineTest, AnswersLiveThirtyDays) {
  Rig rig;
  rig.Add("a", 2, "r1");
  rig.clock().AdvanceTo(kStart + Days(30));
  EXPECT_EQ(*rig.Add("a", 2, "r1").outcome, "2");
  rig.Restart();
  EXPECT_EQ(*rig.Add("a", 2, "r1").outcome, "2");
  rig.clock().AdvanceTo(kStart + Days(30) + std::chrono::microseconds(1));
  EXPECT_EQ(*rig.Add("a", 2, "r1").outcome, "4");
}

TEST(EngineTest, RepeatIsRecognisedInAProcessThatRunsForMonths) {
  for (const bool applied : {true, false}) {
    Rig rig;
    for (int day = 0; day <= 200; day += 20) {
      rig.clock().AdvanceTo(kStart + Days(day));
      const auto id = [&](int of) { return "r" + std::to_string(of); };
      const int first = std::stoi(*rig.Add("a", 1, id(day)).outcome);
      if (applied) rig.DerivedRows();
      EXPECT_EQ(*rig.Add("a", 1, id(day)).outcome, std::to_string(first));
      if (day == 0) continue;
      EXPECT_EQ(*rig.Add("a", 1, id(day - 20)).outcome, std::to_string(first - 1));
    }
  }
}

TEST(EngineTest, RepeatIsRecognisedWhenTheCacheIsSmall) {
  RunningEngine::Options options;
  options.cached.streams = 1;
  Rig rig("counter", 1, options);
  for (int round = 0; round < 2; ++round) {
    for (int home = 0; home < 99; ++home) {
      EXPECT_EQ(*rig.Add("h" + std::to_string(home), 3, "r").outcome, "3");
    }
    rig.DerivedRows();
  }
}

TEST(EngineTest, RepeatIsRecognisedInTheGroupOfTheFirst) {
  Rig rig("counter", 1);
  std::mutex gate;
  gate.lock();
  Answer blocked, first, second;
  rig.engine().Submit({"b", "", "", "",
                       [&](Unit&) -> Outcome {
                         const std::lock_guard lock(gate);
                         return std::string();
                       },
                       blocked.Taker()});
  while (rig.engine().Idle()) std::this_thread::yield();
  const auto add = [&](Answer& answer) {
    rig.engine().Submit({"a", "", "r", "f", Adding("count", counter::Add{2, {}}), answer.Taker()});
  };
  add(first);
  add(second);
  gate.unlock();
  blocked.Get();
  EXPECT_EQ(*first.Get().outcome, "2");
  EXPECT_EQ(*second.Get().outcome, "2");
  EXPECT_EQ(rig.Sum("a"), 2);
}

TEST(EngineTest, RecordedTimeNeverFallsWhateverTheClockSays) {
  Rig rig("counter", 2);
  rig.clock().AdvanceTo(kStart + Days(5));
  rig.Add("a", 1);
  rig.RestartAt(kStart);
  for (const std::string home : {"b", "c", "d", "e", "f"}) {
    if (eventlog::ShardOf(home, 2) != eventlog::ShardOf("a", 2)) rig.Add(home, 1);
  }
  for (std::uint32_t shard = 0; shard < 2; ++shard) {
    ASSERT_GT(rig.log().head(shard).sequence, 0u);
    (void)rig.log().Scan(shard, 1, [&](std::uint64_t, std::string_view bytes) {
      Record record;
      EXPECT_TRUE(record.ParseFromString(std::string(bytes)));
      EXPECT_EQ(Instant(Instant::duration(record.recorded_at_us())), kStart + Days(5));
      return true;
    });
  }
}

TEST(EngineTest, StatesAreLoadedAgainWhenTheCacheIsSmall) {
  RunningEngine::Options options;
  options.cached.streams = 1;  // Rounded up to a few a shard.
  Rig rig("counter", 2, options);
  for (int round = 0; round < 3; ++round) {
    for (int home = 0; home < 99; ++home) rig.Add("h" + std::to_string(home), home);
    rig.DerivedRows();
  }
  for (int home = 0; home < 99; ++home) {
    EXPECT_EQ(rig.Sum("h" + std::to_string(home)), 3 * home);
  }
}

TEST(EngineTest, HomesThatAreOnlyReadLeaveTheCacheToo) {
  RunningEngine::Options options;
  options.cached.streams = 1;  // Rounded up to a few a shard.
  Rig rig("counter", 1, options);
  rig.Add("a", 1);
  Changes gone;
  for (const auto& [key, value] : rig.DerivedRows()) gone.emplace(key, Change());
  rig.derived().Apply(gone);
  EXPECT_EQ(rig.Sum("a"), 1) << "it is in the cache";
  for (int home = 0; home < 99; ++home) EXPECT_EQ(rig.Sum("h" + std::to_string(home)), 0);
  EXPECT_EQ(rig.Sum("a"), 0) << "it was to be loaded again";
}

TEST(EngineTest, ViewsFollowAndARebuildIsEqualByteForByte) {
  Rig rig;
  rig.Add("a", 2, "r1");
  rig.Add("b", 3, "r2");
  rig.Do({"a", "", "", "", Adding("count", counter::Add{4, kStart + std::chrono::hours(9)}), {}});
  const auto live = rig.DerivedRows();
  const std::uint32_t shard = eventlog::ShardOf("a", 2);
  EXPECT_EQ(rig.engine().views().Get("sums", shard, "a/count"), "6");
  rig.Restart(/*forget=*/true);
  EXPECT_EQ(rig.DerivedRows(), live);
}

TEST(EngineTest, FullMailboxRefusesAtOnce) {
  RunningEngine::Options options;
  options.mailbox_max = 1;
  Rig rig("counter", 1, options);
  std::mutex gate;
  gate.lock();
  Answer blocked;
  const auto hold = [&](Unit&) -> Outcome {
    const std::lock_guard lock(gate);
    return std::string();
  };
  rig.engine().Submit({"a", "", "", "", hold, blocked.Taker()});
  while (rig.engine().Idle()) std::this_thread::yield();
  // One is being run or waits; at most one more fits.
  std::vector<std::unique_ptr<Answer>> answers;
  int full = 0;
  for (int i = 0; i < 3; ++i) {
    answers.push_back(std::make_unique<Answer>());
    rig.engine().Submit({"a", "", "", "", Adding("count", counter::Add{1, {}}),
                         [&full, taker = answers.back()->Taker()](const Result& result) {
                           if (!result.outcome) ++full;
                           taker(result);
                         }});
  }
  EXPECT_GE(full, 1);
  gate.unlock();
  for (const auto& answer : answers) answer->Get();
  EXPECT_TRUE(blocked.Get().outcome);
}

TEST(EngineTest, WhatTheEngineHasToDoKeepsNobodyOut) {
  RunningEngine::Options options;
  options.mailbox_max = 1;
  Rig rig("counter", 1, options);
  rig.Do({"a", "", "", "", Adding("one", counter::Add{1, kStart}), {}});
  rig.Do({"a", "", "", "", Adding("two", counter::Add{1, kStart}), {}});
  rig.Settle();
  auto held = rig.Hold("a");
  EXPECT_EQ(rig.engine().FireDue(), 2u);
  Answer answer;
  rig.engine().Submit({"a", "", "", "", Adding("one", counter::Add{1, {}}), answer.Taker()});
  held.unlock();
  EXPECT_EQ(*answer.Get().outcome, "3");
}

TEST(EngineTest, FullDiskRefusesCommandsWhileReadsAndTimersGoOn) {
  std::atomic<bool> room = true;
  RunningEngine::Options options;
  options.has_room = [&] { return room.load(); };
  Rig rig("counter", 1, options);
  rig.Do({"a", "", "", "", Adding("count", counter::Add{1, kStart}), {}});
  rig.Settle();
  room = false;
  EXPECT_EQ(rig.Add("a", 1).outcome.error().reason, "DISK_NEARLY_FULL");
  EXPECT_EQ(rig.Sum("a"), 1);
  EXPECT_EQ(rig.engine().FireDue(), 1u);
  EXPECT_EQ(rig.Sum("a"), 2);
  room = true;
  EXPECT_EQ(*rig.Add("a", 1).outcome, "3");
}

TEST(EngineTest, StopAnswersWhatWasTakenAndRefusesWhatComesLater) {
  auto rig = std::make_unique<Rig>();
  std::vector<std::unique_ptr<Answer>> answers;
  for (int i = 0; i < 100; ++i) {
    answers.push_back(std::make_unique<Answer>());
    rig->engine().Submit(
        {"a", "", "", "", Adding("count", counter::Add{1, {}}), answers.back()->Taker()});
  }
  rig->engine().Stop();
  for (const auto& answer : answers) EXPECT_TRUE(answer->Get().outcome);
  const Result late = rig->Add("a", 1);
  ASSERT_FALSE(late.outcome);
  EXPECT_EQ(late.outcome.error().kind, Kind::kUnavailable);
}

TEST(EngineTest, ReadThatWaitsSeesTheCommandItWaitsFor) {
  Rig rig;
  Answer answer;
  rig.engine().ReadWhen(
      "a",
      [](Unit& unit) -> std::optional<Outcome> {
        if (unit.State<Counter>("count") < 5) return std::nullopt;
        return Outcome(std::string("five"));
      },
      Instant::max(), answer.Taker());
  rig.Add("a", 3);
  rig.Add("a", 2);
  EXPECT_EQ(*answer.Get().outcome, "five");
}

// Or those who wait for one home would cost the square of their number.
TEST(EngineTest, ReadIsAskedAgainOnceForAllThatAGroupDoes) {
  Rig rig;
  int looks = 0;  // On the writer's thread, and here once the answer is there.
  Answer answer;
  rig.engine().ReadWhen(
      "a",
      [&](Unit& unit) -> std::optional<Outcome> {
        ++looks;
        if (unit.State<Counter>("count") < 50) return std::nullopt;
        return Outcome(std::string("fifty"));
      },
      Instant::max(), answer.Taker());
  auto held = rig.Hold("a");  // All that comes now is one group.
  for (int i = 0; i < 50; ++i) {
    rig.engine().Submit(
        {"a", "", "", "", Adding("count", counter::Add{1, {}}), [](const Result&) {}});
  }
  held.unlock();
  EXPECT_EQ(*answer.Get().outcome, "fifty");
  EXPECT_EQ(looks, 2) << "when it came, and with the group";
}

TEST(EngineTest, ReadThatWaitsTooLongSaysSo) {
  Rig rig;
  Answer answer;
  rig.engine().ReadWhen(
      "a", [](Unit&) -> std::optional<Outcome> { return std::nullopt; }, Instant(), answer.Taker());
  ASSERT_FALSE(answer.Get().outcome);
  EXPECT_EQ(answer.Get().outcome.error().kind, Kind::kUnknown);
}

}  // namespace
}  // namespace recourse::engine::counter
