#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "libs/rpc/status.h"
#include "libs/rpc/testing/rpc_fixture.h"

namespace recourse::rpc {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::Pair;

// The forms of a method besides commands and reads: queries, late answers, streams.
class FormsTest : public RpcFixture {
 protected:
  FormsTest() {
    StartServer();
    ConnectInProcess();
  }

  Expected<notebook::v1::ListNotesResponse, Failure> ListNotes(
      const std::string& page_token = "", const std::vector<std::string>& positions = {},
      Role role = Role::kAnalyst) {
    const auto context = As(role);
    for (const auto& position : positions) context->AddMetadata(kPositionKey, position);
    notebook::v1::ListNotesRequest request;
    request.set_parent("notebooks/b1");
    request.set_page_token(page_token);
    notebook::v1::ListNotesResponse response;
    const grpc::Status status = stub_->ListNotes(context.get(), request, &response);
    if (!status.ok()) return Unexpected{ToFailure(status)};
    return response;
  }

  std::unique_ptr<grpc::ClientReader<Note>> Follow(grpc::ClientContext* context) {
    notebook::v1::FollowNotesRequest request;
    request.set_parent("notebooks/b1");
    return stub_->FollowNotes(context, request);
  }

  static Note Named(const std::string& name) {
    Note note;
    note.set_name(name);
    return note;
  }
};

TEST_F(FormsTest, ListGoesOnWhereItsTokenSays) {
  for (const char* id : {"n1", "n2", "n3"}) ASSERT_TRUE(AddNote(GoodNote(id, id)));
  const auto first = ListNotes();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->notes_size(), 2);
  const auto second = ListNotes(first->next_page_token());
  ASSERT_TRUE(second);
  ASSERT_EQ(second->notes_size(), 1);
  EXPECT_EQ(second->notes(0).name(), "notebooks/b1/notes/n3");
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_F(FormsTest, PageTokenOfAnotherCallerIsRefused) {
  for (const char* id : {"n1", "n2", "n3"}) ASSERT_TRUE(AddNote(GoodNote(id, id)));
  const auto answer = ListNotes(ListNotes()->next_page_token(), {}, Role::kClerk);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().values.front().first, "page_token");
}

TEST_F(FormsTest, QueryWaitsForEveryPositionItMustSee) {
  auto answer = std::async(std::launch::async, [this] { return ListNotes("", {"2/5", "3/7"}); });
  commands_.AwaitWaiting(1);
  EXPECT_NE(answer.wait_for(0s), std::future_status::ready);
  commands_.Apply(6);
  commands_.AwaitWaiting(1);
  EXPECT_NE(answer.wait_for(0s), std::future_status::ready);
  commands_.Apply(7);
  EXPECT_TRUE(answer.get());
}

TEST_F(FormsTest, QueryDoesNotWaitForWhatIsApplied) {
  commands_.Apply(5);
  EXPECT_TRUE(ListNotes("", {"2/5"}));
}

TEST_F(FormsTest, QueryWhosePositionDoesNotComeIsUnavailable) {
  auto answer = std::async(std::launch::async, [this] { return ListNotes("", {"2/5"}); });
  commands_.AwaitWaiting(1);
  commands_.GiveUpWaiting();
  const auto refused = answer.get();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Failure::Kind::kUnavailable);
  EXPECT_THAT(refused.error().values, ElementsAre(Pair("recourse-position", "2/5")));
}

TEST_F(FormsTest, PositionThatIsNoneIsNamed) {
  const auto answer = ListNotes("", {"2-5", "4/1"});  // There are 4 shards, from 0.
  ASSERT_FALSE(answer);
  EXPECT_THAT(
      answer.error().values,
      ElementsAre(
          Pair("recourse-position", R"("2-5" must be <shard>/<sequence> as a call gave it)"),
          Pair("recourse-position", R"("4/1" must be <shard>/<sequence> as a call gave it)")));
}

TEST_F(FormsTest, LateAnswerComesWhenTheHandlerGivesIt) {
  const auto context = As(Role::kClerk);
  notebook::v1::PublishNoteRequest request;
  request.set_request_id("r1");
  request.set_name("notebooks/b1/notes/n1");
  Note note;
  auto status = std::async(std::launch::async,
                           [&] { return stub_->PublishNote(context.get(), request, &note); });
  api_->AwaitPublishing();
  EXPECT_NE(status.wait_for(0s), std::future_status::ready);
  api_->FinishPublishing(Named("published"));
  EXPECT_TRUE(status.get().ok());
  EXPECT_EQ(note.name(), "published");
  EXPECT_EQ(PositionIn(*context), "1/9");
  EXPECT_EQ(commands_.submitted().front().request_id, "r1");
}

TEST_F(FormsTest, LateAnswerBeginsOnceWhatItMustSeeIsApplied) {
  const auto context = As(Role::kClerk);
  context->AddMetadata(kPositionKey, "2/5");
  notebook::v1::PublishNoteRequest request;
  request.set_request_id("r1");
  request.set_name("notebooks/b1/notes/n1");
  Note note;
  auto status = std::async(std::launch::async,
                           [&] { return stub_->PublishNote(context.get(), request, &note); });
  commands_.AwaitWaiting(1);
  EXPECT_TRUE(commands_.submitted().empty());
  commands_.Apply(5);
  api_->AwaitPublishing();
  api_->FinishPublishing(Named("published"));
  EXPECT_TRUE(status.get().ok());
  EXPECT_EQ(note.name(), "published");
}

TEST_F(FormsTest, LateAnswerBeginsNothingWhenTheRequestIsWrong) {
  const auto context = As(Role::kClerk);
  Note note;
  const grpc::Status status = stub_->PublishNote(context.get(), {}, &note);
  EXPECT_THAT(ToFailure(status).values,
              ElementsAre(Pair("request_id", testing::_), Pair("name", testing::_)));
  EXPECT_TRUE(commands_.submitted().empty());
}

TEST_F(FormsTest, FollowerGetsWhatIsPushedAndThenTheEnd) {
  const auto context = As(Role::kAgency);
  const auto reader = Follow(context.get());
  const auto follower = api_->follower();
  EXPECT_TRUE(follower.Push(Named("a")));
  EXPECT_TRUE(follower.Push(Named("b")));
  follower.Close();
  EXPECT_FALSE(follower.Push(Named("c")));
  std::vector<std::string> names;
  for (Note note; reader->Read(&note);) names.push_back(note.name());
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_THAT(names, ElementsAre("a", "b"));
  api_->AwaitEnd();
}

TEST_F(FormsTest, SlowFollowerFillsABoundAndIsGoneOnWithWhenThereIsRoom) {
  const auto context = As(Role::kAgency);
  const auto reader = Follow(context.get());
  const auto follower = api_->follower();
  Note big;
  big.set_text(std::string(100'000, 'x'));
  int pushed = 0;
  while (follower.Push(big)) ++pushed;
  EXPECT_GE(pushed, 10);
  std::thread reading([&] {
    Note note;
    while (reader->Read(&note) && note.name() != "last") {
    }
  });
  api_->AwaitRoom();
  EXPECT_TRUE(follower.Push(Named("last")));
  reading.join();
  context->TryCancel();
  api_->AwaitEnd();
}

TEST_F(FormsTest, CancelledStreamEnds) {
  const auto context = As(Role::kAgency);
  const auto reader = Follow(context.get());
  const auto follower = api_->follower();
  context->TryCancel();
  api_->AwaitEnd();
  EXPECT_TRUE(follower.ended());
  EXPECT_FALSE(follower.Push(Named("a")));
}

TEST_F(FormsTest, StreamIsRefusedLikeACall) {
  Note note;
  const auto clerk = As(Role::kClerk);
  EXPECT_EQ(Follow(clerk.get())->Finish().error_code(), grpc::StatusCode::PERMISSION_DENIED);
  grpc::ClientContext nobody;
  EXPECT_EQ(Follow(&nobody)->Finish().error_code(), grpc::StatusCode::UNAUTHENTICATED);
  const auto agency = As(Role::kAgency);
  EXPECT_EQ(ToFailure(stub_->FollowNotes(agency.get(), {})->Finish()).values.front().first,
            "parent");
}

TEST_F(FormsTest, StopSendsWhatIsQueuedAndEndsStreams) {
  const auto context = As(Role::kAgency);
  const auto reader = Follow(context.get());
  EXPECT_TRUE(api_->follower().Push(Named("a")));
  std::thread stopping([this] { server_->Stop(1min); });
  Note note;
  EXPECT_TRUE(reader->Read(&note));
  EXPECT_FALSE(reader->Read(&note));
  EXPECT_EQ(ToFailure(reader->Finish()).reason, "STOPPING");
  stopping.join();
}

TEST_F(FormsTest, StreamOfARevokedPrincipalEndsAndIsNotLetInAgain) {
  const auto context = As(Role::kAgency);
  const auto reader = Follow(context.get());
  EXPECT_TRUE(api_->follower().Push(Named("a")));
  ASSERT_TRUE(tokens_->Revoke("people/agency"));
  shell_->EndStreamsOf("people/clerk");
  EXPECT_TRUE(api_->follower().Push(Named("b"))) << "another's streams were ended";
  shell_->EndStreamsOf("people/agency");
  EXPECT_FALSE(api_->follower().Push(Named("c")));
  std::vector<std::string> names;
  for (Note note; reader->Read(&note);) names.push_back(note.name());
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_THAT(names, ElementsAre("a", "b"));
  const auto again = As(Role::kAgency);
  EXPECT_EQ(Follow(again.get())->Finish().error_code(), grpc::StatusCode::UNAUTHENTICATED);
}

TEST_F(FormsTest, StreamOverTheBoundIsRefused) {
  server_ = nullptr;
  StartServer({.streams = 1});
  ConnectInProcess();
  const auto first = As(Role::kAgency);
  const auto open = Follow(first.get());
  api_->follower();
  const auto second = As(Role::kAgency);
  EXPECT_EQ(ToFailure(Follow(second.get())->Finish()).kind, Failure::Kind::kExhausted);
  first->TryCancel();
  api_->AwaitEnd();
}

}  // namespace
}  // namespace recourse::rpc
