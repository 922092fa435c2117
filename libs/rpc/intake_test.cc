#include <gmock/gmock.h>

#include <fmt/format.h>
#include <thread>

#include "libs/rpc/intake.h"
#include "libs/rpc/status.h"
#include "libs/rpc/testing/rpc_fixture.h"

namespace recourse::rpc {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

// A stream of notes from a client; how many are under way is told by the service.
class IntakeTest : public RpcFixture {
 protected:
  using Writer = grpc::ClientWriter<Note>;

  IntakeTest() {
    StartServer();
    ConnectInProcess();
    context_ = As(Role::kClerk);
  }

  std::unique_ptr<Writer> Open() { return stub_->CountNotes(context_.get(), &response_); }
  static Note Named(const std::string& name) {
    Note note;
    note.set_name(name);
    return note;
  }

  std::unique_ptr<grpc::ClientContext> context_;
  notebook::v1::CountNotesResponse response_;
};

TEST_F(IntakeTest, IsAnsweredWhenTheLastMessageIsDealtWith) {
  const auto writer = Open();
  for (const char* name : {"a", "b", "c"}) EXPECT_TRUE(writer->Write(Named(name)));
  writer->WritesDone();
  api_->AwaitTaken(3);
  std::thread finishing([this] { EXPECT_EQ(api_->FinishTaken(), 3u); });
  EXPECT_TRUE(writer->Finish().ok());
  finishing.join();
  EXPECT_THAT(response_.names(), ElementsAre("a", "b", "c"));
  server_->Stop(1min);  // By then the stream is counted.
  EXPECT_TRUE(
      Renders("recourse_rpc_calls_total{method="
              "\"/recourse.notebook.v1.NotebookService/CountNotes\",code=\"OK\"} 1"));
}

TEST_F(IntakeTest, OfNothingIsAnsweredAtOnce) {
  const auto writer = Open();
  writer->WritesDone();
  EXPECT_TRUE(writer->Finish().ok());
  EXPECT_EQ(response_.names_size(), 0);
}

TEST_F(IntakeTest, NoMoreAreUnderWayThanTheBound) {
  const auto writer = Open();
  constexpr std::size_t kAll = 2 * Intake::kInFlightMax + 7;
  std::thread writing([&] {
    for (std::size_t i = 0; i < kAll; ++i) EXPECT_TRUE(writer->Write(Named(fmt::format("{}", i))));
    writer->WritesDone();
  });
  std::size_t finished = 0;
  while (finished < kAll) {
    const std::size_t expected = std::min(Intake::kInFlightMax, kAll - finished);
    api_->AwaitTaken(expected);
    EXPECT_EQ(api_->FinishTaken(), expected);
    finished += expected;
  }
  writing.join();
  EXPECT_TRUE(writer->Finish().ok());
  EXPECT_EQ(response_.names_size(), static_cast<int>(kAll));
}

TEST_F(IntakeTest, WhatIsNoMessageOfTheMethodEndsIt) {
  const auto writer = Open();
  EXPECT_TRUE(writer->Write(Named("a")));
  api_->AwaitTaken(1);
  writer->Write(Named("\xff"));  // Not UTF-8.
  EXPECT_EQ(ToFailure(writer->Finish()).reason, "UNREADABLE_REQUEST");
  EXPECT_EQ(api_->FinishTaken(), 1u) << "late, and nobody waits for it";
}

TEST_F(IntakeTest, IsRefusedLikeACall) {
  context_ = As(Role::kAgency);
  EXPECT_EQ(Open()->Finish().error_code(), grpc::StatusCode::PERMISSION_DENIED);
  context_ = std::make_unique<grpc::ClientContext>();
  EXPECT_EQ(Open()->Finish().error_code(), grpc::StatusCode::UNAUTHENTICATED);
}

TEST_F(IntakeTest, ACancelledOneEndsAndWhatIsUnderWayGoesOn) {
  const auto writer = Open();
  EXPECT_TRUE(writer->Write(Named("a")));
  api_->AwaitTaken(1);
  context_->TryCancel();
  EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::CANCELLED);
  server_->Stop(1min);  // Returns, since no stream is open.
  EXPECT_EQ(api_->FinishTaken(), 1u);
}

TEST_F(IntakeTest, AStopEndsIt) {
  const auto writer = Open();
  EXPECT_TRUE(writer->Write(Named("a")));
  api_->AwaitTaken(1);
  std::thread stopping([this] { server_->Stop(1min); });
  EXPECT_EQ(ToFailure(writer->Finish()).reason, "STOPPING");
  stopping.join();
  EXPECT_EQ(api_->FinishTaken(), 1u);
}

TEST_F(IntakeTest, OfARevokedPrincipalEnds) {
  const auto writer = Open();
  EXPECT_TRUE(writer->Write(Named("a")));
  api_->AwaitTaken(1);
  ASSERT_TRUE(tokens_->Revoke("people/clerk"));
  shell_->EndStreamsOf("people/clerk");
  EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::UNAUTHENTICATED);
  api_->FinishTaken();
}

}  // namespace
}  // namespace recourse::rpc
