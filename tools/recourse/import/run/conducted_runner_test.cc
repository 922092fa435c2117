#include "tools/recourse/import/run/conducted_runner.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <vector>

#include "google/rpc/status.pb.h"
#include "libs/rpc/status.h"
#include "libs/wire/convert.h"
#include "tools/recourse/testing/fake_server.h"

namespace recourse::csv_import {
namespace {

using namespace date::literals;
using simulation::v1::RunResponse;
using simulation::v1::ScheduleRequest;
using std::chrono::milliseconds;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const Failure kRefusal{
    Failure::Kind::kExists, "NUMBER_TAKEN", "Another invoice has it", {{"number", "7"}}};
const grpc::Status kGone{grpc::StatusCode::UNAVAILABLE, "gone"};

// How the fake conductor treats one Run.
struct Script {
  std::vector<RunResponse> news;
  grpc::Status status;
};

// Keeps schedules as the real one does; runs nothing, but says what it is told to say.
class FakeConductor final : public simulation::v1::ConductorService::Service {
 public:
  grpc::Status Schedule(grpc::ServerContext* context, const ScheduleRequest* request,
                        simulation::v1::ScheduleResponse* response) override {
    message_bytes_.push_back(request->ByteSizeLong());
    auto& kept = schedules_[request->schedule_id()];
    if (request->offset() == kept.size()) {
      for (const DatedCommand& command : request->commands()) kept.push_back(command.label());
    }
    response->set_commands(kept.size());
    if (!lost_answers_.empty() && message_bytes_.size() == lost_answers_.front()) {
      lost_answers_.pop_front();
      return kGone;
    }
    return cli::CheckToken(*context);
  }
  grpc::Status Run(grpc::ServerContext* context, const simulation::v1::RunRequest* request,
                   grpc::ServerWriter<RunResponse>* writer) override {
    const grpc::Status allowed = cli::CheckToken(*context);
    if (!allowed.ok()) return allowed;
    runs_.push_back(schedules_[request->schedule_id()]);
    Script script;
    if (!scripts_.empty()) {
      script = std::move(scripts_.front());
      scripts_.pop_front();
    }
    for (const RunResponse& news : script.news) writer->Write(news);
    return script.status;
  }

  void Next(Script script) { scripts_.push_back(std::move(script)); }
  // The n-th Schedule, from 1, is carried out but its answer is lost.
  void LoseAnswer(std::size_t n) { lost_answers_.push_back(n); }
  // What each Run was of.
  const std::vector<std::vector<std::string>>& runs() const { return runs_; }
  const std::vector<std::size_t>& message_bytes() const { return message_bytes_; }

 private:
  std::map<std::string, std::vector<std::string>> schedules_;
  std::deque<std::size_t> lost_answers_;
  std::deque<Script> scripts_;
  std::vector<std::vector<std::string>> runs_;
  std::vector<std::size_t> message_bytes_;
};

RunResponse ProgressOf(std::uint64_t done, std::uint64_t total, Date day) {
  RunResponse response;
  response.mutable_progress()->set_commands_done(done);
  response.mutable_progress()->set_commands_total(total);
  *response.mutable_progress()->mutable_day() = wire::ToWire(day);
  return response;
}

class ConductedRunnerTest : public testing::Test {
 protected:
  void Add(const std::string& label, std::size_t bytes = 10) {
    DatedCommand& command = commands_.emplace_back();
    command.set_label(label);
    command.set_request(std::string(bytes, 'x'));
  }
  Expected<Done, RunStopped> Run() {
    const rpc::Client client(server_.Channel(), cli::kTestToken);
    ConductedRunner runner(client, {milliseconds(1), milliseconds(4), milliseconds(20)});
    return runner.Run(commands_, [this](const RunProgress& progress) {
      seen_.push_back(
          fmt::format("{}/{} {}", progress.done, progress.total, recourse::ToString(progress.day)));
    });
  }

  FakeConductor conductor_;
  cli::FakeServer server_{&conductor_};
  std::vector<DatedCommand> commands_;
  std::vector<std::string> seen_;
};

TEST_F(ConductedRunnerTest, HandsAllOverInOrderAndTellsOfProgress) {
  Add("one");
  Add("two");
  conductor_.Next(
      {{ProgressOf(1, 2, Date(2012_y / 1 / 3)), ProgressOf(2, 2, Date(2012_y / 1 / 4))}, {}});
  ASSERT_TRUE(Run());
  EXPECT_THAT(conductor_.runs(), ElementsAre(ElementsAre("one", "two")));
  EXPECT_THAT(seen_, ElementsAre("1/2 2012-01-03", "2/2 2012-01-04"));
}

TEST_F(ConductedRunnerTest, KeepsMessagesSmall) {
  for (int i = 0; i < 30; ++i) Add(std::to_string(i), 100'000);
  ASSERT_TRUE(Run());
  EXPECT_THAT(conductor_.message_bytes(), SizeIs(6));
  EXPECT_THAT(conductor_.message_bytes(), Each(testing::Lt(1u << 20)));
  EXPECT_THAT(conductor_.runs(), ElementsAre(SizeIs(30)));
}

TEST_F(ConductedRunnerTest, GoesOnHandingOverWhereItStopped) {
  for (int i = 0; i < 30; ++i) Add(std::to_string(i), 100'000);
  conductor_.LoseAnswer(3);
  ASSERT_TRUE(Run());
  EXPECT_THAT(conductor_.runs(), ElementsAre(SizeIs(30)));
  EXPECT_THAT(conductor_.message_bytes(), SizeIs(7)) << "one was repeated, and told how far it is";
}

TEST_F(ConductedRunnerTest, AnotherPlanIsAnotherSchedule) {
  Add("one");
  ASSERT_TRUE(Run());
  Add("two");
  ASSERT_TRUE(Run());
  EXPECT_THAT(conductor_.runs(), ElementsAre(ElementsAre("one"), ElementsAre("one", "two")));
}

TEST_F(ConductedRunnerTest, AsksNothingWhenThereIsNothingToDo) {
  ASSERT_TRUE(Run());
  EXPECT_THAT(conductor_.message_bytes(), IsEmpty());
}

TEST_F(ConductedRunnerTest, StopsAtARefusalAndNamesIt) {
  Add("one");
  RunResponse refused;
  refused.mutable_refused()->set_label("one");
  refused.mutable_refused()->mutable_status()->ParseFromString(
      rpc::ToStatus(kRefusal).error_details());
  conductor_.Next({{refused}, {}});
  const auto done = Run();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().label, "one");
  EXPECT_EQ(done.error().failure, kRefusal);
  EXPECT_THAT(conductor_.runs(), SizeIs(1));
}

TEST_F(ConductedRunnerTest, RunsAgainAfterABreakOrWhileAnotherRunsOrIsForgotten) {
  Add("one");
  conductor_.Next({{}, kGone});
  conductor_.Next({{}, rpc::ToStatus({Failure::Kind::kAborted, "BUSY", "Another runs", {}})});
  conductor_.Next({{}, rpc::ToStatus({Failure::Kind::kNotFound, "UNKNOWN_SCHEDULE", "", {}})});
  ASSERT_TRUE(Run());
  EXPECT_THAT(conductor_.runs(), SizeIs(4));
}

TEST_F(ConductedRunnerTest, GivesUpWhenItsPatienceEnds) {
  Add("one");
  for (int i = 0; i < 1'000; ++i) conductor_.Next({{}, kGone});
  const auto done = Run();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().label, "");
  EXPECT_EQ(done.error().failure.kind, Failure::Kind::kUnknown);
}

TEST_F(ConductedRunnerTest, DoesNotInsistWhereItMayNot) {
  Add("one");
  conductor_.Next({{}, {grpc::StatusCode::PERMISSION_DENIED, "no"}});
  ASSERT_FALSE(Run());
  EXPECT_THAT(conductor_.runs(), SizeIs(1));
}

}  // namespace
}  // namespace recourse::csv_import
