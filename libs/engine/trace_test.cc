// The trace that a caller gives, through all that follows from its command.

#include <gmock/gmock.h>

#include "libs/engine/engine_events.h"
#include "libs/engine/testing/rig.h"
#include "libs/engine/traceparent.h"

namespace recourse::engine::counter {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

using Traces = std::vector<std::string>;  // Of the records of a shard, in order.

const std::string kTrace = "0123456789abcdef";
const std::string kTraceText = "30313233343536373839616263646566";

Record ReadRecord(Rig& rig, std::uint64_t sequence) {
  Record record;
  EXPECT_TRUE(record.ParseFromString(*rig.log().Read(0, sequence)));
  return record;
}

Traces TracesOf(Rig& rig) {
  rig.Settle();
  Traces traces;
  for (std::uint64_t sequence = 1; sequence <= rig.log().head(0).sequence; ++sequence) {
    traces.push_back(ReadRecord(rig, sequence).trace_id());
  }
  return traces;
}

class TraceTest : public testing::Test {
 protected:
  static Command Traced(std::function<Outcome(Unit&)> run) {
    return {"a", "operators/test", "", "", std::move(run), {}, kTrace};
  }
  // Hands record `sequence` of the source on, and waits for what it led to.
  void Deliver(std::uint64_t sequence) {
    DeliverJob job;
    job.service = "source";
    job.records = {std::make_shared<Record>(ReadRecord(source_, sequence))};
    Answer answer;
    job.done = [taker = answer.Taker()](std::uint64_t) { taker({std::string(), {}}); };
    rig_.engine().Deliver(std::move(job));
    answer.Get();
  }
  void GiveUp(std::uint64_t sequence) {
    Answer answer;
    rig_.engine().RetryParked({"source", "a", "operators/anna", sequence, answer.Taker()});
    ASSERT_TRUE(answer.Get().outcome);
  }

  Rig source_{"source", 1};
  Rig rig_{"counter", 1};
};

TEST_F(TraceTest, EachRecordOfACommandCarriesIt) {
  rig_.Do(Traced([](Unit& unit) -> Outcome {
    (void)unit.Decide<Counter>("x", counter::Add{1, {}});
    (void)unit.Decide<Counter>("y", counter::Add{2, {}});
    return std::string();
  }));
  rig_.Add("a", 3);
  EXPECT_EQ(TracesOf(rig_), (Traces{kTrace, kTrace, ""}));
}

// An added field changes no byte of a record that has no trace.
TEST_F(TraceTest, ARecordWithoutOneIsTheSameBytesWithoutTheField) {
  rig_.Do(Traced(Adding("count", counter::Add{1, {}})));
  rig_.Add("b", 1);
  Record traced = ReadRecord(rig_, 1);
  const Record untraced = ReadRecord(rig_, 2);
  traced.clear_trace_id();
  EXPECT_EQ(traced.ByteSizeLong(), untraced.ByteSizeLong());
  EXPECT_EQ(ReadRecord(rig_, 1).ByteSizeLong(), traced.ByteSizeLong() + 19);
}

TEST_F(TraceTest, APromiseIsCalledWithItAndAnsweredInIt) {
  rig_.Do(Traced(Adding("count", counter::Add{100, {}})));
  EXPECT_EQ(TracesOf(rig_), (Traces{kTrace, kTrace}));
  EXPECT_THAT(rig_.bank().traceparents(), ElementsAre(TraceparentOf(ReadRecord(rig_, 1))));
  EXPECT_THAT(rig_.bank().traceparents().front(), HasSubstr("00-" + kTraceText + "-"));
}

TEST_F(TraceTest, APromiseOfNoTraceIsCalledWithNone) {
  rig_.Add("a", 100);
  EXPECT_EQ(TracesOf(rig_), (Traces{"", ""}));
  EXPECT_THAT(rig_.bank().traceparents(), ElementsAre(""));
}

TEST_F(TraceTest, APromiseAfterARestartIsStillCalledWithIt) {
  rig_.bank().FailNext(Failure::Kind::kInvalid);
  rig_.Do(Traced(Adding("count", counter::Add{100, {}})));
  rig_.Settle();
  rig_.Restart();
  EXPECT_EQ(TracesOf(rig_), (Traces{kTrace, kTrace, kTrace})) << "made, parked, answered";
  const auto traceparents = rig_.bank().traceparents();
  ASSERT_EQ(traceparents.size(), 2u);
  EXPECT_EQ(traceparents[0], traceparents[1]);
}

TEST_F(TraceTest, AReactionIsInTheTraceOfItsEvent) {
  source_.Do(Traced(Adding("count", counter::Add{1, {}})));
  source_.Add("a", 2);
  Deliver(1);
  Deliver(2);
  EXPECT_EQ(TracesOf(rig_), (Traces{kTrace, ""}));
}

TEST_F(TraceTest, AParkedEventKeepsItUntilItIsReleased) {
  source_.Do(Traced(Adding("count", counter::Add{13, {}})));
  Deliver(1);
  GiveUp(1);
  EXPECT_EQ(TracesOf(rig_), (Traces{kTrace, kTrace}));
}

TEST_F(TraceTest, ATimerIsInNone) {
  rig_.Do(Traced(Adding("count", counter::Add{1, kStart + Days(1)})));
  rig_.Settle();
  rig_.clock().AdvanceTo(kStart + Days(1));
  EXPECT_EQ(rig_.engine().FireDue(), 1u);
  EXPECT_EQ(TracesOf(rig_), (Traces{kTrace, ""}));
}

TEST_F(TraceTest, ThatAnEventIsParkedIsLoggedWithIt) {
  source_.Do(Traced(Adding("count", counter::Add{13, {}})));
  testing::internal::CaptureStderr();
  Deliver(1);
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              AllOf(HasSubstr(R"("message":"an event is parked","service":"counter",)"),
                    HasSubstr(R"("type":"test.Added","home":"a",)"),
                    HasSubstr(R"("reason":"13 brings bad luck","trace_id":")" + kTraceText)));
}

TEST_F(TraceTest, ThatAPromiseWaitsOrIsParkedIsLoggedWithIt) {
  rig_.bank().FailNext(Failure::Kind::kUnavailable);
  rig_.bank().FailNext(Failure::Kind::kDenied);
  testing::internal::CaptureStderr();
  rig_.Do(Traced(Adding("count", counter::Add{100, {}})));
  while (rig_.engine().parked_promises() == 0) std::this_thread::yield();
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, HasSubstr(R"("message":"a promise is not kept yet","service":"counter",)"
                             R"("type":"test.Added","method":"/test.Bank/Tell","home":"a",)"
                             R"("reason":"TOLD_TO_FAIL","attempts":1,"trace_id":")" +
                             kTraceText));
  EXPECT_THAT(log, HasSubstr(R"("message":"a promise is parked","service":"counter",)"
                             R"("type":"test.Added","home":"a","shard":0,"sequence":1,)"
                             R"("reason":"TOLD_TO_FAIL","trace_id":")" +
                             kTraceText));
}

}  // namespace
}  // namespace recourse::engine::counter
