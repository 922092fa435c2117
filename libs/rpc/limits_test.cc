#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "libs/rpc/status.h"
#include "libs/rpc/testing/rpc_fixture.h"

namespace recourse::rpc {
namespace {

using namespace std::chrono_literals;

// Deadlines, bounds and the stop, where time passes because calls are held, not because we sleep.
class LimitsTest : public RpcFixture {
 protected:
  void Start(const Limits& limits = {}) {
    StartServer(limits);
    ConnectOverPort();
  }

  // Calls AddNote on a thread of its own and waits until the engine holds it.
  std::future<Expected<Note, Failure>> AddNoteHeld(const std::string& id, std::size_t held = 1) {
    auto answer = std::async(std::launch::async, [this, id] { return AddNote(GoodNote(id, id)); });
    commands_.AwaitHeld(held);
    return answer;
  }

  static bool IsReady(const std::future<Expected<Note, Failure>>& call) {
    return call.wait_for(0s) == std::future_status::ready;
  }

  // The client hears of it an instant before the table does.
  void AwaitExpired(int count) const {
    while (!Renders("recourse_rpc_calls_expired " + std::to_string(count))) {
      std::this_thread::yield();
    }
  }
};

TEST_F(LimitsTest, CallWithoutDeadlineEndsByTheDefaultOne) {
  Start({.default_deadline = 30ms});
  commands_.Hold();
  const auto answer = AddNote(GoodNote("r1"));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, Failure::Kind::kUnknown);
  EXPECT_EQ(answer.error().reason, "NO_ANSWER_IN_TIME");
  AwaitExpired(1);
}

TEST_F(LimitsTest, LateAnswerIsDroppedAndARepeatFindsItDone) {
  Start({.default_deadline = 30ms});
  commands_.Hold();
  ASSERT_FALSE(AddNote(GoodNote("r1")));
  commands_.Release();
  AwaitExpired(0);
  const auto again = AddNote(GoodNote("r1"));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->name(), "notebooks/b1/notes/n1");
}

TEST_F(LimitsTest, DeadlineOfTheClientReadsAsUnknownToo) {
  Start();
  commands_.Hold();
  const auto context = As(Role::kClerk);
  context->set_deadline(std::chrono::system_clock::now() + 30ms);
  Note note;
  const grpc::Status status = stub_->AddNote(context.get(), GoodNote("r1"), &note);
  EXPECT_EQ(ToFailure(status).kind, Failure::Kind::kUnknown);
  commands_.AwaitHeld(1);
  commands_.Release();
  EXPECT_TRUE(AddNote(GoodNote("r1")));
}

TEST_F(LimitsTest, DeadlineOfTheClientIsBoundedByTheLongest) {
  Start({.longest_deadline = 30ms});
  commands_.Hold();
  const auto context = As(Role::kClerk);
  context->set_deadline(std::chrono::system_clock::now() + 1h);
  Note note;
  const grpc::Status status = stub_->AddNote(context.get(), GoodNote("r1"), &note);
  EXPECT_EQ(ToFailure(status).reason, "NO_ANSWER_IN_TIME");
}

TEST_F(LimitsTest, CallOverTheBoundIsRefusedAtOnceAndTakenOnceThereIsRoom) {
  Start({.calls = 64});
  commands_.Hold();
  std::vector<std::future<Expected<Note, Failure>>> held;
  for (std::size_t i = 1; i <= 64; ++i) held.push_back(AddNoteHeld("r" + std::to_string(i), i));
  const auto refused = AddNote(GoodNote("r65"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Failure::Kind::kExhausted);
  EXPECT_EQ(refused.error().reason, "TOO_MANY_CALLS");
  commands_.Release();
  for (auto& answer : held) EXPECT_TRUE(answer.get());
  EXPECT_TRUE(AddNote(GoodNote("r65", "r65")));
}

TEST_F(LimitsTest, StopFinishesWhatWasAcceptedAndRefusesTheRest) {
  Start();
  commands_.Hold();
  auto accepted = AddNoteHeld("r1");
  std::thread stopping([this] { server_->Stop(1min); });
  // Until the stop has begun each call is held too, and it must finish them as well.
  std::vector<std::future<Expected<Note, Failure>>> before;
  for (std::size_t i = 2;; ++i) {
    const std::string id = "r" + std::to_string(i);
    auto call = std::async(std::launch::async, [this, id] { return AddNote(GoodNote(id, id)); });
    while (!IsReady(call) && commands_.held() < i) std::this_thread::yield();
    if (IsReady(call)) {
      const auto refused = call.get();
      ASSERT_FALSE(refused);
      EXPECT_EQ(refused.error().kind, Failure::Kind::kUnavailable);
      EXPECT_EQ(refused.error().reason, "STOPPING");
      break;
    }
    before.push_back(std::move(call));
  }
  commands_.Release();
  stopping.join();
  const auto answer = accepted.get();
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->name(), "notebooks/b1/notes/r1");
  for (auto& call : before) EXPECT_TRUE(call.get());
}

TEST_F(LimitsTest, StopEndsWithItsGrace) {
  Start();
  commands_.Hold();
  auto accepted = AddNoteHeld("r1");
  server_->Stop(30ms);
  const auto answer = accepted.get();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().reason, "NO_ANSWER_IN_TIME");
  commands_.Release();  // Late: it must find nobody, and hurt nobody.
}

TEST_F(LimitsTest, StoppedServerIsUnreachable) {
  Start();
  server_->Stop(0ms);
  const auto answer = AddNote(GoodNote("r1"));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, Failure::Kind::kUnknown);
}

}  // namespace
}  // namespace recourse::rpc
