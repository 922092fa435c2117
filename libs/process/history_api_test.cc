#include "libs/process/history_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/testing/temp_folder.h"
#include "libs/process/testing/api_rig.h"
#include "libs/process/testing/counter_host.h"
#include "recourse/history/v1/history_service.grpc.pb.h"

namespace recourse::process {
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

// One who follows the second service.
class Following {
 public:
  Following(const ApiRig& rig, v1::HistoryService::Stub& stub, v1::FollowRecordsRequest request)
      : context_(rig.Context()) {
    request.set_service("b_counter");
    reader_ = stub.FollowRecords(context_.get(), request);
  }
  ~Following() {
    context_->TryCancel();
    (void)reader_->Finish();
  }
  // Until it is told that this is all there is.
  void AwaitHead() {
    v1::FollowRecordsResponse response;
    do {
      if (!reader_->Read(&response)) ADD_FAILURE() << "the stream has ended";
    } while (!response.batch().records().empty() && !testing::Test::HasFailure());
  }
  // The next message that has records.
  v1::FollowRecordsResponse Next() {
    v1::FollowRecordsResponse response;
    do {
      if (!reader_->Read(&response)) ADD_FAILURE() << "the stream has ended";
    } while (response.batch().records().empty() && !testing::Test::HasFailure());
    return response;
  }

 private:
  std::unique_ptr<grpc::ClientContext> context_;
  std::unique_ptr<grpc::ClientReader<v1::FollowRecordsResponse>> reader_;
};

TEST_F(HistoryApiTest, ALogIsFollowedFromItsBeginningAndThenLive) {
  second_.Add("a", 1);
  second_.Add("a", 2);
  v1::FollowRecordsRequest request;
  request.set_start(v1::FOLLOW_START_BEGINNING);
  Following following(rig_, *stub_, request);
  EXPECT_THAT(Shown(following.Next().batch()), ElementsAre("1 a", "2 a"));

  first_.Add("a", 4);
  const engine::Position live = second_.Add("a", 3);
  const auto told = following.Next();
  EXPECT_THAT(Shown(told.batch()), ElementsAre("3 a"));
  EXPECT_EQ(told.shard(), live.shard);
  EXPECT_EQ(told.through_sequence(), live.sequence);
  EXPECT_EQ(told.head_sequence(), live.sequence);
}

TEST_F(HistoryApiTest, WhoResumesIsToldNothingTwice) {
  const engine::Position seen = second_.Add("a", 1);
  second_.Add("a", 2);
  v1::FollowRecordsRequest request;
  auto& after = *request.add_after();
  after.set_shard(seen.shard);
  after.set_sequence(seen.sequence);
  EXPECT_THAT(Shown(Following(rig_, *stub_, request).Next().batch()), ElementsAre("2 a"));

  request.set_start(v1::FOLLOW_START_HEAD);
  request.clear_after();
  Following from_now(rig_, *stub_, request);
  from_now.AwaitHead();
  second_.Add("a", 3);
  EXPECT_THAT(Shown(from_now.Next().batch()), ElementsAre("3 a"));
}

}  // namespace
}  // namespace recourse::process
