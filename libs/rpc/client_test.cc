#include "libs/rpc/client.h"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <future>
#include <thread>

#include "libs/rpc/testing/rpc_fixture.h"

namespace recourse::rpc {
namespace {

using namespace std::chrono_literals;

constexpr char kAddNote[] = "/recourse.notebook.v1.NotebookService/AddNote";

// A port where everybody is turned away at once.
class ClosedDoor {
 public:
  ClosedDoor() : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(bind(fd_, any, size), 0);
    EXPECT_EQ(listen(fd_, 16), 0);
    EXPECT_EQ(getsockname(fd_, any, &size), 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] {
      for (int guest = 0; (guest = accept(fd_, nullptr, nullptr)) >= 0; close(guest)) ++knocks_;
    });
  }
  ~ClosedDoor() {
    shutdown(fd_, SHUT_RDWR);
    thread_.join();
    close(fd_);
  }
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  int knocks() const { return knocks_; }

 private:
  const int fd_;
  int port_ = 0;
  std::atomic<int> knocks_ = 0;
  std::thread thread_;
};

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

TEST_F(ClientTest, LooksForAServerThatIsAwayEverySecond) {
  const ClosedDoor door;
  const auto channel = Client::Connect(door.address());
  const auto until =
      std::chrono::steady_clock::now() + 6s;  // By default the fifth comes after 9 s.
  while (door.knocks() < 5 && std::chrono::steady_clock::now() < until) {
    (void)channel->WaitForConnected(std::chrono::system_clock::now() + 20ms);
  }
  EXPECT_GE(door.knocks(), 5);
}

TEST_F(ClientTest, PauseEndsWhenTheServerIsThereAgain) {
  const std::string address = server_->address();
  client_ = std::make_unique<Client>(Client::Connect(address), "");
  server_ = nullptr;
  ASSERT_FALSE(Call(kAddNote, "").get());
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address, grpc::InsecureServerCredentials());
  builder.RegisterService(api_.get());
  const auto again = builder.BuildAndStart();
  ASSERT_NE(again, nullptr);

  const auto begun = std::chrono::steady_clock::now();
  client_->Pause(30s);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 4s);
  EXPECT_EQ(client_->channel()->GetState(false), GRPC_CHANNEL_READY);
  const auto there = std::chrono::steady_clock::now();
  client_->Pause(20ms);
  EXPECT_GE(std::chrono::steady_clock::now() - there, 20ms);
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
