#include "libs/process/conductor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <future>
#include <mutex>
#include <thread>

#include "libs/base/testing/temp_folder.h"
#include "libs/process/local_time.h"
#include "libs/process/testing/counter_host.h"

namespace recourse::process {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using Answer = rpc::Client::Answer;
using TakeAnswer = std::function<void(Answer)>;

constexpr Instant kStart{Date(date::year(2012) / 1 / 1)};
const Failure kRefusal{Failure::Kind::kPrecondition, "NO", "The test says so.", {}};

Dated Command(const std::string& home, const std::string& label, std::uint32_t step = 0) {
  return {kStart, step, home, "/test.Service/Do", "", label};
}

bool Always(const Conductor::Progress&) { return true; }
bool Never(const Conductor::Progress&) { return false; }

// Calls that are answered when the test says so.
class Held {
 public:
  Conductor::Call Call() {
    return [this](const Dated& command, TakeAnswer done) {
      const std::lock_guard lock(mutex_);
      called_.push_back(command.label);
      waiting_.push_back(std::move(done));
      most_ = std::max(most_, waiting_.size());
    };
  }
  // Answers the call that has waited longest; false if none waits.
  bool AnswerOne(Answer answer = std::string()) {
    TakeAnswer done;
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.empty()) return false;
      done = std::move(waiting_.front());
      waiting_.pop_front();
    }
    done(std::move(answer));
    return true;
  }
  std::vector<std::string> called() const {
    const std::lock_guard lock(mutex_);
    return called_;
  }
  std::size_t most() const { return most_; }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> called_;
  std::deque<TakeAnswer> waiting_;
  std::size_t most_ = 0;
};

class ConductorTest : public testing::Test {
 protected:
  // Runs what is to be run on a thread of its own, and answers calls until it has ended.
  std::optional<Conductor::Refused> RunAnswering(Conductor& conductor, std::vector<Dated> commands,
                                                 const std::string& refused_label = "") {
    auto run = std::async(std::launch::async, [&] { return conductor.Run(commands, Always); });
    while (run.wait_for(0s) != std::future_status::ready) {
      const auto called = held_.called();
      const bool refuse = !called.empty() && called.back() == refused_label;
      if (!held_.AnswerOne(refuse ? Answer(Unexpected{kRefusal}) : Answer(std::string()))) {
        std::this_thread::yield();
      }
    }
    return run.get();
  }

  testkit::TempFolder folder_;
  SimulatedClock clock_{kStart};
  LocalTime time_{clock_, {}, ClockFile(folder_.path())};
  Held held_;
};

TEST_F(ConductorTest, HomesRunSideBySideAndEachInItsOrder) {
  std::vector<Dated> commands;
  for (int index = 0; index < 3; ++index) {
    for (int home = 0; home < 300; ++home) {
      commands.push_back(Command("accounts/" + std::to_string(home), std::to_string(index)));
      commands.back().request = std::to_string(index);
    }
  }
  std::map<std::string, std::string> order;
  std::mutex mutex;
  Conductor conductor({&time_}, [&](const Dated& command, TakeAnswer done) {
    {
      const std::lock_guard lock(mutex);
      order[command.home] += command.request;
    }
    held_.Call()(command, std::move(done));
  });
  EXPECT_FALSE(RunAnswering(conductor, commands));
  EXPECT_EQ(order.size(), 300u);
  for (const auto& [home, indexes] : order) EXPECT_EQ(indexes, "012") << home;
  EXPECT_LE(held_.most(), 128u);
}

TEST_F(ConductorTest, AfterARefusalNothingElseIsBegun) {
  Conductor conductor({&time_}, held_.Call());
  const auto refused = RunAnswering(
      conductor,
      {Command("a", "a1"), Command("a", "a2"), Command("a", "a3"), Command("b", "b1", 1)}, "a2");
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->command.label, "a2");
  EXPECT_EQ(refused->why, kRefusal);
  EXPECT_THAT(held_.called(), ElementsAre("a1", "a2"));
}

// What lay on the stack is other than it was.
void OverwriteStack(const std::function<void()>& meanwhile) {
  volatile char bytes[32'768];
  for (volatile char& byte : bytes) byte = '\xFF';
  meanwhile();
}

TEST_F(ConductorTest, ACallMayReturnAfterTheRunIsOver) {
  std::promise<void> over;
  std::thread first;
  std::thread second;
  Conductor conductor({&time_}, [&](const Dated& command, TakeAnswer done) {
    if (command.label == "a1") {
      first = std::thread([done] { done(std::string()); });
      return;
    }
    second = std::thread([done] { done(std::string()); });
    over.get_future().wait();
  });
  EXPECT_FALSE(conductor.Run({Command("a", "a1"), Command("a", "a2")}, Always));
  OverwriteStack([&] {
    over.set_value();
    first.join();
  });
  second.join();
}

TEST_F(ConductorTest, AStepThatIsNotAnsweredIsGivenUp) {
  {
    Conductor conductor({&time_}, held_.Call());
    EXPECT_FALSE(conductor.Run({Command("a", "a1"), Command("a", "a2")}, Never));
  }
  EXPECT_THAT(held_.called(), ElementsAre("a1"));
  EXPECT_TRUE(held_.AnswerOne()) << "which comes too late";
  EXPECT_THAT(held_.called(), ElementsAre("a1"));
}

TEST_F(ConductorTest, AWatchEndsTheWaitForAPromiseThatIsNotKept) {
  CounterHost host(folder_.path(), clock_);
  LocalTime time(clock_, {&host.host()}, ClockFile(folder_.path()));
  host.CloseBank();
  host.Add("a", 100);
  Conductor conductor({&time}, held_.Call());
  auto there =
      std::async(std::launch::async, [&] { return conductor.AdvanceTo(kStart + Days(1), Never); });
  EXPECT_EQ(there.wait_for(20s), std::future_status::ready);
  host.OpenBank();
  EXPECT_FALSE(there.get());
  EXPECT_EQ(clock_.Now(), kStart) << "nothing may be left behind by the time";

  EXPECT_TRUE(conductor.AdvanceTo(kStart + Days(1), Always)) << "once the promise is kept";
  EXPECT_EQ(clock_.Now(), kStart + Days(1));
}

}  // namespace
}  // namespace recourse::process
