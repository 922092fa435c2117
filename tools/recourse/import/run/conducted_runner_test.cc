#include "tools/recourse/import/run/conducted_runner.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <mutex>
#include <vector>

#include "google/rpc/status.pb.h"
#include "libs/rpc/status.h"
#include "libs/wire/convert.h"
#include "recourse/simulation/v1/conductor_service.grpc.pb.h"
#include "tools/recourse/testing/fake_server.h"

namespace recourse::csv_import {
namespace {

using namespace date::literals;
using simulation::v1::RunRequest;
using simulation::v1::RunResponse;
using simulation::v1::ScheduleRequest;
using simulation::v1::ScheduleResponse;
using std::chrono::milliseconds;
using testing::Each;
using testing::ElementsAre;

const Failure kRefusal{
    Failure::Kind::kExists, "NUMBER_TAKEN", "Another invoice has it", {{"number", "7"}}};

// How the fake conductor treats one Run.
struct Script {
  std::vector<RunResponse> news;
  grpc::Status status;
};

class FakeConductor final : public simulation::v1::ConductorService::Service {
 public:
  grpc::Status Schedule(grpc::ServerContext* context, const ScheduleRequest* request,
                        ScheduleResponse* response) override {
    const grpc::Status allowed = cli::CheckToken(*context);
    if (!allowed.ok()) return allowed;
    const std::lock_guard lock(mutex_);
    message_bytes_.push_back(request->ByteSizeLong());
    std::vector<std::string>& labels = schedules_[request->schedule_id()];
    EXPECT_EQ(request->offset(), labels.size());
    for (const DatedCommand& command : request->commands()) labels.push_back(command.label());
    response->set_commands(labels.size());
    return grpc::Status::OK;
  }
  grpc::Status Run(grpc::ServerContext* context, const RunRequest* request,
                   grpc::ServerWriter<RunResponse>* stream) override {
    const grpc::Status allowed = cli::CheckToken(*context);
    if (!allowed.ok()) return allowed;
    const std::lock_guard lock(mutex_);
    handed_over_.push_back(schedules_[request->schedule_id()]);
    Script script;
    if (!scripts_.empty()) {
      script = std::move(scripts_.front());
      scripts_.pop_front();
    }
    for (const RunResponse& news : script.news) stream->Write(news);
    return script.status;
  }

  void Next(Script script) { scripts_.push_back(std::move(script)); }
  const std::vector<std::vector<std::string>>& handed_over() const { return handed_over_; }
  const std::vector<std::size_t>& message_bytes() const { return message_bytes_; }

 private:
  std::mutex mutex_;
  std::map<std::string, std::vector<std::string>> schedules_;
  std::deque<Script> scripts_;
  std::vector<std::vector<std::string>> handed_over_;
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
    ConductedRunner runner(server_.Connect(), {milliseconds(1), milliseconds(4), milliseconds(20)});
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
  EXPECT_THAT(conductor_.handed_over(), ElementsAre(ElementsAre("one", "two")));
  EXPECT_THAT(seen_, ElementsAre("1/2 2012-01-03", "2/2 2012-01-04"));
}

TEST_F(ConductedRunnerTest, KeepsMessagesSmall) {
  for (int i = 0; i < 30; ++i) Add(std::to_string(i), 100'000);
  ASSERT_TRUE(Run());
  EXPECT_THAT(conductor_.message_bytes(), testing::SizeIs(6));
  EXPECT_THAT(conductor_.message_bytes(), Each(testing::Lt(1u << 20)));
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
  EXPECT_THAT(conductor_.handed_over(), testing::SizeIs(1));
}

TEST_F(ConductedRunnerTest, HandsAllOverAgainAfterABreakOrWhileAnotherRuns) {
  Add("one");
  conductor_.Next({{}, {grpc::StatusCode::UNAVAILABLE, "restarting"}});
  conductor_.Next({{}, rpc::ToStatus({Failure::Kind::kAborted, "BUSY", "Another runs", {}})});
  ASSERT_TRUE(Run());
  EXPECT_THAT(conductor_.handed_over(),
              ElementsAre(ElementsAre("one"), ElementsAre("one"), ElementsAre("one")));
}

TEST_F(ConductedRunnerTest, GivesUpWhenItsPatienceEnds) {
  Add("one");
  for (int i = 0; i < 1'000; ++i) conductor_.Next({{}, {grpc::StatusCode::UNAVAILABLE, "gone"}});
  const auto done = Run();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().label, "");
  EXPECT_EQ(done.error().failure.kind, Failure::Kind::kUnknown);
}

TEST_F(ConductedRunnerTest, DoesNotInsistWhereItMayNot) {
  Add("one");
  conductor_.Next({{}, {grpc::StatusCode::PERMISSION_DENIED, "no"}});
  ASSERT_FALSE(Run());
  EXPECT_THAT(conductor_.handed_over(), testing::SizeIs(1));
}

}  // namespace
}  // namespace recourse::csv_import
