#include "libs/rpc/client.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "libs/rpc/testing/rpc_fixture.h"

namespace recourse::rpc {
namespace {

using namespace std::chrono_literals;

constexpr char kAddNote[] = "/recourse.notebook.v1.NotebookService/AddNote";

class ClientTest : public RpcFixture {
 protected:
  ClientTest() {
    StartServer();
    client_ = std::make_unique<Client>(server_->InProcessChannel(), Token(Role::kClerk));
  }

  std::future<Client::Answer> Call(const std::string& method, const std::string& bytes,
                                   std::chrono::milliseconds timeout = 10s) {
    auto promise = std::make_shared<std::promise<Client::Answer>>();
    client_->CallUnary(method, bytes, timeout,
                       [promise](Client::Answer answer) { promise->set_value(std::move(answer)); });
    return promise->get_future();
  }

  std::unique_ptr<Client> client_;
};

TEST_F(ClientTest, BytesGoInAndOut) {
  const auto answer = Call(kAddNote, GoodNote("r1").SerializeAsString()).get();
  ASSERT_TRUE(answer) << answer.error().message;
  Note note;
  ASSERT_TRUE(note.ParseFromString(*answer));
  EXPECT_EQ(note.name(), "notebooks/b1/notes/n1");
}

TEST_F(ClientTest, WorksOverAPort) {
  client_ = std::make_unique<Client>(Client::Connect(server_->address()), Token(Role::kClerk));
  EXPECT_TRUE(Call(kAddNote, GoodNote("r1").SerializeAsString()).get());
}

TEST_F(ClientTest, RefusalComesBackWhole) {
  ASSERT_TRUE(Call(kAddNote, GoodNote("r1").SerializeAsString()).get());
  const auto answer = Call(kAddNote, GoodNote("r2").SerializeAsString()).get();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), (Failure{Failure::Kind::kExists,
                                     "NOTE_EXISTS",
                                     "There is such a note.",
                                     {{"name", "notebooks/b1/notes/n1"}}}));
}

TEST_F(ClientTest, WrongTokenIsDenied) {
  client_ = std::make_unique<Client>(server_->InProcessChannel(), std::string(64, '0'));
  EXPECT_EQ(Call(kAddNote, "").get().error().kind, Failure::Kind::kDenied);
}

TEST_F(ClientTest, MethodThatIsNotThereIsInvalid) {
  const auto answer = Call("/recourse.notebook.v1.NotebookService/Nothing", "").get();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, Failure::Kind::kInvalid);
  EXPECT_EQ(answer.error().reason, "UNIMPLEMENTED");
}

TEST_F(ClientTest, RequestOverTheBoundIsNotSent) {
  const auto answer = Call(kAddNote, std::string(kMessageBytesMax + 1, 'x')).get();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().reason, "REQUEST_TOO_LARGE");
}

TEST_F(ClientTest, TimeThatPassesIsUnknown) {
  commands_.Hold();
  const auto answer = Call(kAddNote, GoodNote("r1").SerializeAsString(), 30ms).get();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, Failure::Kind::kUnknown);
}

TEST_F(ClientTest, UnreachableServerIsUnknown) {
  const std::string address = server_->address();
  server_->Stop(0ms);
  client_ = std::make_unique<Client>(Client::Connect(address), Token(Role::kClerk));
  EXPECT_EQ(Call(kAddNote, "").get().error().kind, Failure::Kind::kUnknown);
}

TEST_F(ClientTest, DestroyingItAnswersWhatIsUnderWay) {
  commands_.Hold();
  auto answer = Call(kAddNote, GoodNote("r1").SerializeAsString(), 1h);
  commands_.AwaitHeld(1);
  client_ = nullptr;
  ASSERT_EQ(answer.wait_for(0s), std::future_status::ready);
  EXPECT_EQ(answer.get().error().kind, Failure::Kind::kUnknown);
}

TEST_F(ClientTest, CallThatIsAnsweredHoldsTheChannelNoMore) {
  std::promise<void> returned;
  std::promise<long> owners;
  client_->CallUnary(kAddNote, GoodNote("r1").SerializeAsString(), 10s, [&](Client::Answer) {
    returned.get_future().wait();
    owners.set_value(client_->channel().use_count());
  });
  returned.set_value();
  EXPECT_EQ(owners.get_future().get(), 1);
}

TEST_F(ClientTest, GeneratedStubIsAuthorisedByIt) {
  grpc::ClientContext context;
  client_->Authorise(context);
  Note note;
  const auto stub = notebook::v1::NotebookService::NewStub(client_->channel());
  EXPECT_TRUE(stub->AddNote(&context, GoodNote("r1"), &note).ok());
}

}  // namespace
}  // namespace recourse::rpc
