#include "services/standalone/history_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/testing/temp_folder.h"
#include "recourse/history/v1/history_service.grpc.pb.h"
#include "services/standalone/testing/api_rig.h"
#include "services/standalone/testing/counter_host.h"

namespace recourse::standalone {
namespace {

namespace v1 = history::v1;
using testing::ElementsAre;

// "1 a": the sequence and home of each record.
std::vector<std::string> Shown(const v1::RecordBatch& batch) {
  std::vector<std::string> shown;
  for (const std::string& bytes : batch.records()) {
    v1::Record record;
    EXPECT_TRUE(record.ParseFromString(bytes));
    shown.push_back(std::to_string(record.sequence()) + " " + record.home());
  }
  return shown;
}

// Two services, of which only the second has anything to tell.
class HistoryApiTest : public testing::Test {
 protected:
  HistoryApiTest() {
    rig_.Serve(api_);
    stub_ = v1::HistoryService::NewStub(rig_.channel());
  }
  ~HistoryApiTest() override { rig_.Stop(); }

  testkit::TempFolder folder_;
  SimulatedClock clock_{Date(date::year(2012) / 1 / 1)};
  CounterHost first_{folder_.path(), clock_, "a_counter"};
  CounterHost second_{folder_.path(), clock_, "b_counter"};
  ApiRig rig_{folder_.path()};
  HistoryApi api_{rig_.shell(), 7, {&first_.host(), &second_.host()}};
  std::unique_ptr<v1::HistoryService::Stub> stub_;
};

TEST_F(HistoryApiTest, AStreamIsReadAtAPositionOfItsOwnService) {
  for (const int amount : {1, 2}) second_.Add("a", amount);
  const engine::Position third = second_.Add("a", 3);
  v1::ReadStreamRequest request;
  request.set_service("b_counter");
  request.set_home("a");
  request.set_stream("count");
  v1::ReadStreamResponse response;
  const auto status = stub_->ReadStream(rig_.Context(third).get(), request, &response);
  ASSERT_TRUE(status.ok()) << rpc::ToFailure(status).reason;
  EXPECT_EQ(response.head_version(), 3u);
  EXPECT_THAT(Shown(response.batch()), ElementsAre("1 a", "2 a", "3 a"));
}

TEST_F(HistoryApiTest, WhatIsReleasedIsReadWithoutWaitingForAnyIndex) {
  const engine::Position position = second_.Add("a", 1);
  v1::ReadRecordsRequest request;
  request.set_service("b_counter");
  request.set_shard(position.shard);
  v1::ReadRecordsResponse response;
  const auto status = stub_->ReadRecords(rig_.Context(position).get(), request, &response);
  ASSERT_TRUE(status.ok()) << rpc::ToFailure(status).reason;
  EXPECT_THAT(Shown(response.batch()), ElementsAre("1 a"));
  v1::GetMarksResponse marks;
  EXPECT_TRUE(stub_->GetMarks(rig_.Context(position).get(), v1::GetMarksRequest(), &marks).ok());
}

}  // namespace
}  // namespace recourse::standalone
