#include "libs/process/conductor_api.h"

#include <gtest/gtest.h>

#include "libs/base/testing/temp_folder.h"
#include "libs/process/local_time.h"
#include "libs/process/testing/api_rig.h"
#include "libs/process/testing/counter_host.h"
#include "libs/wire/convert.h"
#include "recourse/simulation/v1/conductor_service.grpc.pb.h"

namespace recourse::process {
namespace {

namespace v1 = simulation::v1;

constexpr Date kFirst{date::year(2012) / 1 / 1};

// A conductor over one service whose promise cannot be kept while its bank is closed.
class ConductorApiTest : public testing::Test {
 protected:
  ConductorApiTest() {
    rig_.Serve(api_);
    stub_ = v1::ConductorService::NewStub(rig_.channel());
    host_.CloseBank();
    host_.Add("a", 100);
  }
  ~ConductorApiTest() override {
    host_.OpenBank();
    api_.Stop();
    rig_.Stop();
  }

  // A call of AdvanceTo, begun at once.
  struct Advance {
    bool Read() {
      v1::AdvanceToResponse response;
      return reader->Read(&response);
    }
    grpc::Status Finish() {
      while (Read()) {
      }
      return reader->Finish();
    }

    std::unique_ptr<grpc::ClientContext> context;
    std::unique_ptr<grpc::ClientReader<v1::AdvanceToResponse>> reader;
  };
  std::unique_ptr<Advance> AdvanceTo(Date day) {
    v1::AdvanceToRequest request;
    wire::Write(day, request.mutable_day());
    auto advance = std::make_unique<Advance>();
    advance->context = rig_.Context();
    advance->reader = stub_->AdvanceTo(advance->context.get(), request);
    return advance;
  }

  testkit::TempFolder folder_;
  SimulatedClock clock_{Instant(kFirst)};
  CounterHost host_{folder_.path(), clock_};
  LocalTime time_{clock_, {&host_.host()}, ClockFile(folder_.path())};
  Conductor conductor_{{&time_}, [](const Dated&, const auto&) {}};
  ApiRig rig_{folder_.path()};
  ConductorApi api_{rig_.shell(), host_.engine(), clock_, [this] { return &conductor_; }};
  std::unique_ptr<v1::ConductorService::Stub> stub_;
};

TEST_F(ConductorApiTest, AStopEndsWhatWaitsForEver) {
  const auto advance = AdvanceTo(kFirst + Days(1));
  ASSERT_TRUE(advance->Read()) << "progress is told while it waits";
  api_.Stop();
  const Failure failure = rpc::ToFailure(advance->Finish());
  EXPECT_EQ(failure.kind, Failure::Kind::kUnavailable);
  EXPECT_EQ(failure.reason, "STOPPING");
  EXPECT_EQ(clock_.Now(), Instant(kFirst));

  EXPECT_EQ(rpc::ToFailure(AdvanceTo(kFirst)->Finish()).reason, "STOPPING");
}

TEST_F(ConductorApiTest, ACallerWhoLeavesEndsIt) {
  const auto left = AdvanceTo(kFirst + Days(1));
  ASSERT_TRUE(left->Read());
  EXPECT_EQ(rpc::ToFailure(AdvanceTo(kFirst)->Finish()).reason, "TIME_IS_MOVING");
  left->context->TryCancel();
  EXPECT_EQ(left->Finish().error_code(), grpc::StatusCode::CANCELLED);

  host_.OpenBank();
  grpc::Status status;
  do {
    status = AdvanceTo(kFirst + Days(2))->Finish();
  } while (!status.ok() && rpc::ToFailure(status).reason == "TIME_IS_MOVING");
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(date::floor<Days>(clock_.Now()), kFirst + Days(2));
}

}  // namespace
}  // namespace recourse::process
