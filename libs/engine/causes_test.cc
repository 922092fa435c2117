// What an engine does when no request asks: timers, promises, events of other services.

#include "libs/engine/testing/rig.h"

namespace recourse::engine::counter {
namespace {

using Events = std::vector<std::string>;
using Kind = Failure::Kind;

constexpr Instant kNine = kStart + std::chrono::hours(9);

class TimerTest : public testing::Test {
 protected:
  void Arm(const std::string& home, Instant at) {
    rig_.Do({home, "", "", "", Adding("count", counter::Add{1, at}), {}});
    rig_.Settle();
  }
  std::size_t FireAt(Instant now) {
    rig_.clock().AdvanceTo(now);
    const std::size_t fired = rig_.engine().FireDue();
    rig_.Settle();
    return fired;
  }

  Rig rig_;
};

TEST_F(TimerTest, FiresOnceWhenItIsDue) {
  Arm("a", kNine);
  EXPECT_EQ(rig_.engine().next_timer(), kNine);
  EXPECT_EQ(FireAt(kNine - std::chrono::microseconds(1)), 0u);
  EXPECT_EQ(FireAt(kNine), 1u);
  EXPECT_EQ(rig_.Sum("a"), 2);
  EXPECT_EQ(FireAt(kNine + Days(1)), 0u);
}

TEST_F(TimerTest, SurvivesARestartAndARebuildAndIsUsedUpForGood) {
  Arm("a", kNine);
  rig_.Restart();
  EXPECT_EQ(rig_.engine().next_timer(), kNine);
  rig_.Restart(/*forget=*/true);
  EXPECT_EQ(FireAt(kNine), 1u);
  EXPECT_EQ(rig_.Sum("a"), 2);
  rig_.Restart();
  EXPECT_EQ(rig_.engine().next_timer(), std::nullopt);
}

TEST_F(TimerTest, SetAgainItFiresAtTheLaterTimeOnly) {
  Arm("a", kNine);
  Arm("a", kNine + Days(1));
  EXPECT_EQ(FireAt(kNine), 0u);
  EXPECT_EQ(FireAt(kNine + Days(1)), 1u);
}

TEST_F(TimerTest, SetAgainWhileItIsOnItsWayItFiresAtBothTimes) {
  Arm("a", kNine);
  rig_.clock().AdvanceTo(kNine);
  auto held = rig_.Hold("a");
  rig_.engine().Submit(
      {"a", "", "", "", Adding("count", counter::Add{1, kNine + Days(1)}), [](const Result&) {}});
  EXPECT_EQ(rig_.engine().FireDue(), 1u);
  held.unlock();
  rig_.Settle();
  EXPECT_EQ(rig_.Sum("a"), 3);
  for (const bool forget : {false, true}) {
    rig_.Restart(forget);
    EXPECT_EQ(rig_.engine().next_timer(), kNine + Days(1));
  }
}

TEST_F(TimerTest, ThoseThatAreDueFireByTimeThenByName) {
  const auto arm = [&](const std::string& stream, Instant at) {
    rig_.Do({"a", "", "", "", Adding(stream, counter::Add{1, at}), {}});
  };
  arm("z", kNine);
  arm("b", kNine);
  arm("m", kNine - std::chrono::hours(1));
  rig_.Settle();
  EXPECT_EQ(FireAt(kNine), 3u);
  const Events all = rig_.Events("a");
  EXPECT_EQ(Events(all.begin() + 3, all.end()), (Events{"m 2 1 -1", "b 2 1 -1", "z 2 1 -1"}));
}

TEST_F(TimerTest, MoreThanAGroupHoldsMayBeDueAtOnce) {
  constexpr int kTimers = 5'000;
  rig_.Do({"a",
           "",
           "",
           "",
           [](Unit& unit) -> Outcome {
             for (int i = 0; i < kTimers; ++i) {
               (void)unit.Decide<Counter>(std::to_string(i), counter::Add{1, kNine});
             }
             return std::string();
           },
           {}});
  rig_.Settle();
  EXPECT_EQ(FireAt(kNine), std::size_t{kTimers});
  EXPECT_EQ(rig_.Sum("a", "0"), 2);
  EXPECT_EQ(rig_.Sum("a", std::to_string(kTimers - 1)), 2);
}

class PromiseTest : public testing::Test {
 protected:
  // Until the promise of home "a" is answered.
  void AwaitSum(int sum) {
    Answer answer;
    rig_.engine().ReadWhen(
        "a",
        [sum](Unit& unit) -> std::optional<Outcome> {
          if (unit.State<Counter>("count") != sum) return std::nullopt;
          return Outcome(std::string());
        },
        Instant::max(), answer.Taker());
    answer.Get();
    rig_.Settle();
  }

  Rig rig_;
};

TEST_F(PromiseTest, IsKeptAndItsAnswerIsAnEvent) {
  rig_.Add("a", 100);
  AwaitSum(1'100);
  EXPECT_EQ(rig_.bank().calls().size(), 1u);
  rig_.Restart();
  rig_.Settle();
  EXPECT_EQ(rig_.bank().calls().size(), 1u);
}

TEST_F(PromiseTest, NextOfItsHomeWaitsUntilItIsAnsweredThoseOfOthersDoNot) {
  const auto await_calls = [&](std::size_t count) {
    while (rig_.bank().calls().size() < count) std::this_thread::yield();
  };
  rig_.bank().Hold();
  rig_.Add("a", 100);
  rig_.Add("a", 100);
  rig_.Add("b", 100);
  await_calls(2);
  EXPECT_EQ(rig_.bank().calls()[0].substr(0, 2), "a ");
  EXPECT_EQ(rig_.bank().calls()[1].substr(0, 2), "b ");
  rig_.bank().AnswerNext();
  await_calls(3);
  EXPECT_EQ(rig_.bank().calls()[2].substr(0, 2), "a ");
  rig_.bank().AnswerNext();
  rig_.bank().AnswerNext();
  AwaitSum(2'200);
}

TEST_F(PromiseTest, IsTriedAgainWithTheSameRequestIdWhileTheTargetIsAway) {
  rig_.bank().FailNext(Kind::kUnavailable);
  rig_.bank().FailNext(Kind::kUnknown);
  rig_.Add("a", 100);
  AwaitSum(1'100);
  const auto calls = rig_.bank().calls();
  ASSERT_EQ(calls.size(), 3u);
  EXPECT_EQ(calls[0], calls[1]);
  EXPECT_EQ(calls[1], calls[2]);
}

TEST_F(PromiseTest, RefusalByARuleIsAnAnswerToo) {
  rig_.bank().FailNext(Kind::kPrecondition);
  rig_.Add("a", 100);
  AwaitSum(2'100);
}

TEST_F(PromiseTest, OneThatCanNeverBeKeptIsParkedAndHoldsUpTheOnesBehindIt) {
  rig_.bank().FailNext(Kind::kInvalid);
  rig_.Add("a", 100);
  rig_.Settle();
  rig_.Add("a", 100);
  rig_.Settle();
  EXPECT_EQ(rig_.engine().parked_promises(), 1u);
  EXPECT_EQ(rig_.bank().calls().size(), 1u);
  // It is asked again after a restart, and then the next.
  rig_.Restart();
  AwaitSum(2'200);
  EXPECT_EQ(rig_.engine().parked_promises(), 0u);
}

TEST_F(PromiseTest, ParkedOneIsListedAndKeptWhenAnOperatorAsksAgain) {
  rig_.bank().FailNext(Kind::kInvalid);
  rig_.Add("a", 100);
  rig_.Settle();
  rig_.Add("a", 100);
  rig_.Settle();
  const auto parked = rig_.engine().ParkedPromises();
  ASSERT_EQ(parked.size(), 1u);
  EXPECT_EQ(parked[0].home, "a");
  EXPECT_EQ(parked[0].target, "bank");
  EXPECT_EQ(parked[0].sequence, 1u);
  EXPECT_EQ(parked[0].method, "/test.Bank/Tell");
  EXPECT_EQ(parked[0].reason, "TOLD_TO_FAIL: the test says so");
  EXPECT_EQ(parked[0].behind, 1u);

  EXPECT_FALSE(rig_.engine().RetryParkedPromise("b", "bank"));
  EXPECT_TRUE(rig_.engine().RetryParkedPromise("a", "bank"));
  EXPECT_FALSE(rig_.engine().RetryParkedPromise("a", "bank")) << "it is under way already";
  AwaitSum(2'200);
  EXPECT_TRUE(rig_.engine().ParkedPromises().empty());
}

TEST_F(PromiseTest, OneThatStillCannotBeKeptIsParkedAgain) {
  rig_.bank().FailNext(Kind::kInvalid);
  rig_.Add("a", 100);
  rig_.Settle();
  rig_.bank().FailNext(Kind::kDenied);
  EXPECT_TRUE(rig_.engine().RetryParkedPromise("a", "bank"));
  rig_.Settle();
  EXPECT_EQ(rig_.bank().calls().size(), 2u);
  EXPECT_EQ(rig_.engine().ParkedPromises().size(), 1u);
}

class DeliveryTest : public testing::Test {
 protected:
  DeliveryTest() {
    for (const int amount : {1, 7, 2}) source_.Add("a", amount);
  }
  std::shared_ptr<const Record> From(std::uint64_t sequence) {
    auto record = std::make_shared<Record>();
    EXPECT_TRUE(record->ParseFromString(*source_.log().Read(0, sequence)));
    return record;
  }
  // Delivers these sequences; gives the mark after.
  std::uint64_t Deliver(const std::vector<std::uint64_t>& sequences) {
    DeliverJob job;
    job.service = "source";
    for (const auto sequence : sequences) job.records.push_back(From(sequence));
    Answer answer;
    std::uint64_t mark = 0;
    job.done = [&, taker = answer.Taker()](std::uint64_t after) {
      mark = after;
      taker({std::string(), {}});
    };
    rig_.engine().Deliver(std::move(job));
    answer.Get();
    rig_.DerivedRows();
    return mark;
  }
  // Retries what is parked of home "a", or gives up on this one.
  Outcome Retry(std::optional<std::uint64_t> discard = {}) {
    Answer answer;
    rig_.engine().RetryParked({"source", "a", "operators/anna", discard, answer.Taker()});
    return answer.Get().outcome;
  }
  std::vector<std::uint64_t> Parked() {
    rig_.DerivedRows();
    std::vector<std::uint64_t> sequences;
    for (const auto& event : rig_.engine().ParkedEvents(0)) sequences.push_back(event.sequence);
    return sequences;
  }

  Rig source_{"source", 1};
  Rig rig_{"counter", 1};
};

TEST_F(DeliveryTest, EventsActOnceAndInOrder) {
  EXPECT_EQ(Deliver({1, 2, 3}), 3u);
  EXPECT_EQ(rig_.Events("a"), (Events{"copied 1 1 -1", "copied 2 2 -1"}));
}

TEST_F(DeliveryTest, DuplicatesAreDropped) {
  Deliver({1, 2});
  EXPECT_EQ(Deliver({1, 2, 3, 3}), 3u);
  EXPECT_EQ(rig_.Sum("a", "copied"), 3);
}

TEST_F(DeliveryTest, GapIsNotSteppedOver) {
  Deliver({1});
  EXPECT_EQ(Deliver({3}), 1u);
  EXPECT_EQ(rig_.Sum("a", "copied"), 1);
}

TEST_F(DeliveryTest, WhatHadNoEffectIsConsumedForGood) {
  Deliver({1, 2});
  EXPECT_EQ(rig_.engine().consumed("source", 0), 2u);
  rig_.Restart(/*forget=*/true);
  EXPECT_EQ(rig_.engine().consumed("source", 0), 2u);
  EXPECT_EQ(Deliver({1, 2, 3}), 3u);
  EXPECT_EQ(rig_.Sum("a", "copied"), 3);
}

TEST_F(DeliveryTest, MarkMovesOverEventsThatNobodyListensToOnceTheyAreMany) {
  DeliverJob job;
  job.service = "source";
  for (std::uint64_t sequence = 1; sequence <= 10'001; ++sequence) {
    auto record = std::make_shared<Record>(*From(1));
    record->set_sequence(sequence);
    record->set_type("test.Other");
    job.records.push_back(std::move(record));
  }
  Answer answer;
  job.done = [taker = answer.Taker()](std::uint64_t) { taker({std::string(), {}}); };
  rig_.engine().Deliver(std::move(job));
  answer.Get();
  rig_.DerivedRows();
  EXPECT_EQ(rig_.engine().consumed("source", 0), 10'000u);
  EXPECT_EQ(rig_.log().head(0).sequence, 1u);
}

TEST_F(DeliveryTest, EffectIsRecordedNoEarlierThanItsCause) {
  source_.clock().AdvanceTo(kStart + Days(3));
  source_.Add("a", 5);
  Deliver({1, 2, 3, 4});
  std::vector<std::int64_t> times;
  (void)rig_.log().Scan(0, 1, [&](std::uint64_t, std::string_view bytes) {
    Record record;
    EXPECT_TRUE(record.ParseFromString(std::string(bytes)));
    times.push_back(record.recorded_at_us());
    return true;
  });
  EXPECT_EQ(Instant(Instant::duration(times.back())), kStart + Days(3));
}

TEST_F(DeliveryTest, ThatAnEventHadNoEffectIsRecordedNoEarlierThanTheEvent) {
  source_.clock().AdvanceTo(kStart + Days(3));
  source_.Add("a", 7);
  Deliver({1, 2, 3, 4});
  Record last;
  ASSERT_TRUE(last.ParseFromString(*rig_.log().Read(0, rig_.log().head(0).sequence)));
  EXPECT_EQ(last.event().sequence(), 4u);
  EXPECT_EQ(Instant(Instant::duration(last.recorded_at_us())), kStart + Days(3));
}

TEST_F(DeliveryTest, PoisonWaitsAsideWithAllBehindItOfItsHomeOnly) {
  source_.Add("a", 13);  // 4
  source_.Add("a", 4);   // 5, parks behind it.
  source_.Add("b", 6);   // 6, does not.
  EXPECT_EQ(Deliver({1, 2, 3, 4, 5, 6}), 6u);
  EXPECT_EQ(rig_.Sum("a", "copied"), 3);
  EXPECT_EQ(rig_.Sum("b", "copied"), 6);

  const Outcome still = Retry();
  ASSERT_FALSE(still);
  EXPECT_EQ(still.error().reason, "EVENT_STILL_PARKED");
  EXPECT_EQ(still.error().values.back(), (std::pair<std::string, std::string>("handled", "0")));
  rig_.Restart();
  EXPECT_EQ(*Retry(/*discard=*/4), "1");
  EXPECT_EQ(*Retry(), "1");
  EXPECT_EQ(rig_.Sum("a", "copied"), 7);
}

TEST_F(DeliveryTest, WhatIsParkedIsListedWithItsReasonUntilItIsReleased) {
  source_.clock().AdvanceTo(kStart + Days(3));
  source_.Add("a", 13);  // 4
  source_.Add("a", 4);   // 5
  Deliver({1, 2, 3, 4, 5});
  const auto parked = rig_.engine().ParkedEvents(0);
  ASSERT_EQ(parked.size(), 2u);
  const ParkedEvent& first = parked.front();
  EXPECT_EQ(first.source, "source");
  EXPECT_EQ(first.home, "a");
  EXPECT_EQ(first.sequence, 4u);
  EXPECT_EQ(first.type, kAdded);
  EXPECT_EQ(rig_.engine().parked_events(), 2u);
  EXPECT_EQ(first.reason, "13 brings bad luck");
  EXPECT_EQ(Instant(Instant::duration(first.parked_at_us)), kStart + Days(3));
  EXPECT_TRUE(Retry(/*discard=*/4));
  EXPECT_EQ(Parked(), std::vector<std::uint64_t>{5});
  EXPECT_TRUE(Retry());
  EXPECT_EQ(Parked(), std::vector<std::uint64_t>{});
}

TEST_F(DeliveryTest, OnlyTheFirstThatIsParkedIsGivenUpAndARepeatGivesUpNoOther) {
  source_.Add("a", 13);  // 4
  source_.Add("a", 13);  // 5
  Deliver({1, 2, 3, 4, 5});
  const Outcome second = Retry(/*discard=*/5);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().reason, "NOT_FIRST_PARKED");
  EXPECT_EQ(*Retry(/*discard=*/4), "1");
  EXPECT_EQ(*Retry(/*discard=*/4), "0");
  EXPECT_EQ(Parked(), std::vector<std::uint64_t>{5});
}

}  // namespace
}  // namespace recourse::engine::counter
