#include "libs/process/status_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "libs/base/testing/temp_folder.h"
#include "libs/process/testing/api_rig.h"
#include "libs/process/testing/counter_host.h"
#include "recourse/admin/v1/status_service.grpc.pb.h"

namespace recourse::process {
namespace {

namespace v1 = admin::v1;
using testing::ElementsAre;

constexpr Instant kNow{Date(date::year(2012) / 1 / 1)};

class StatusApiTest : public testing::Test {
 protected:
  StatusApiTest() {
    rig_.Serve(api_);
    stub_ = v1::StatusService::NewStub(rig_.channel());
  }
  ~StatusApiTest() override { rig_.Stop(); }

  Expected<v1::GetStatusResponse, Failure> Status() {
    v1::GetStatusResponse response;
    const auto status = stub_->GetStatus(rig_.Context().get(), {}, &response);
    if (!status.ok()) return Unexpected{rpc::ToFailure(status)};
    return response;
  }

  testkit::TempFolder folder_;
  SimulatedClock clock_{kNow};
  CounterHost host_{folder_.path(), clock_};
  ApiRig rig_{folder_.path()};
  std::vector<std::string> unanswered_;
  StatusApi api_{rig_.shell(), {&host_.host()}, {clock_, true, [this] { return unanswered_; }}};
  std::unique_ptr<v1::StatusService::Stub> stub_;
};

TEST_F(StatusApiTest, BeforeItBeginsItIsStarting) {
  const auto status = Status();
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind, Failure::Kind::kUnavailable);
  EXPECT_EQ(status.error().reason, "STARTING");
}

TEST_F(StatusApiTest, TellsOfTheProcess) {
  api_.Begin();
  unanswered_ = {"dispute"};
  const auto status = Status();
  ASSERT_TRUE(status) << status.error().message;
  EXPECT_NE(status->version(), "");
  EXPECT_GT(status->started_at_us(), 0);
  EXPECT_TRUE(status->simulated_clock());
  EXPECT_EQ(Instant(Instant::duration(status->now_us())), kNow);
  EXPECT_THAT(status->unanswered_peers(), ElementsAre("dispute"));
}

TEST_F(StatusApiTest, TellsHowFarAServiceIs) {
  api_.Begin();
  host_.Add("a", 1);
  const auto position = host_.Add("a", 2);
  engine::counter::Answer applied;
  host_.engine().WaitApplied(position, Instant::max(), [taker = applied.Taker()](bool) {
    taker({std::string(), {}});
  });
  applied.Get();
  const auto status = Status();
  ASSERT_TRUE(status);
  ASSERT_EQ(status->services_size(), 1);
  const auto& service = status->services(0);
  EXPECT_EQ(service.service(), "counter");
  EXPECT_EQ(service.records(), 2u);
  EXPECT_EQ(service.views_behind(), 0u);
  EXPECT_FALSE(service.has_relay());
  EXPECT_FALSE(service.refuses_commands());
  EXPECT_GT(service.free_bytes(), 0u);
}

TEST_F(StatusApiTest, OnlyOperatorsAndAnalystsMayAsk) {
  api_.Begin();
  for (const auto& [role, may] : {std::pair{rpc::Role::kAnalyst, true},
                                  {rpc::Role::kClerk, false},
                                  {rpc::Role::kAgency, false},
                                  {rpc::Role::kService, false}}) {
    const std::string principal = "people/" + std::string(rpc::ToString(role));
    grpc::ClientContext context;
    context.AddMetadata("authorization", "Bearer " + rig_.TokenOf(principal, role));
    v1::GetStatusResponse response;
    EXPECT_EQ(stub_->GetStatus(&context, {}, &response).ok(), may) << principal;
  }
}

}  // namespace
}  // namespace recourse::process
