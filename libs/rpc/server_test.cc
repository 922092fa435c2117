#include "libs/rpc/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "libs/rpc/status.h"
#include "libs/rpc/testing/rpc_fixture.h"

namespace recourse::rpc {
namespace {

using grpc::StatusCode;
using ::testing::ElementsAre;
using ::testing::Pair;

enum class Transport { kPort, kInProcess };

// What a caller sees is the same over a port and in-process.
class ServerTest : public RpcFixture, public testing::WithParamInterface<Transport> {
 protected:
  ServerTest() {
    StartServer();
    if (GetParam() == Transport::kPort) {
      ConnectOverPort();
    } else {
      ConnectInProcess();
    }
  }

  // What GetNote answers to a call with this `authorization`.
  grpc::Status GetNoteAs(std::unique_ptr<grpc::ClientContext> context) {
    notebook::v1::GetNoteRequest request;
    request.set_name("notebooks/b1/notes/n1");
    Note note;
    return stub_->GetNote(context.get(), request, &note);
  }
};

INSTANTIATE_TEST_SUITE_P(Over, ServerTest, testing::Values(Transport::kPort, Transport::kInProcess),
                         [](const auto& over) {
                           return over.param == Transport::kPort ? "Port" : "InProcess";
                         });

TEST_P(ServerTest, CommandIsAnsweredAndItsPositionSent) {
  const auto context = As(Role::kClerk);
  Note note;
  const grpc::Status status = stub_->AddNote(context.get(), GoodNote("r1"), &note);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(note.name(), "notebooks/b1/notes/n1");
  EXPECT_EQ(PositionIn(*context), "2/1");
}

TEST_P(ServerTest, EngineIsToldWhoAsksForWhatAndWhere) {
  ASSERT_TRUE(AddNote(GoodNote("r1")));
  const auto submitted = commands_.submitted();
  ASSERT_EQ(submitted.size(), 1u);
  EXPECT_EQ(submitted[0].home, "notebooks/b1");
  EXPECT_EQ(submitted[0].actor, "people/clerk");
  EXPECT_EQ(submitted[0].request_id, "r1");
  EXPECT_EQ(submitted[0].fingerprint.size(), 16u);
}

TEST_P(ServerTest, RequestIdBelongsToWhoUsedItFirst) {
  const auto add = [&](const std::string& principal, Role role) -> Expected<std::string, Failure> {
    const auto context = WithAuthorization("Bearer " + *tokens_->Issue(principal, role));
    Note note;
    const grpc::Status status = stub_->AddNote(context.get(), GoodNote("r1"), &note);
    if (!status.ok()) return Unexpected{ToFailure(status)};
    return note.name();
  };
  ASSERT_TRUE(add("clerks/ann", Role::kClerk));
  const auto again = add("clerks/ann", Role::kClerk);
  ASSERT_TRUE(again) << "with a new token: " << again.error().reason;
  EXPECT_EQ(*again, "notebooks/b1/notes/n1");
  for (const auto& other : {add("clerks/ben", Role::kClerk), add("clerks/ann", Role::kOperator)}) {
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().kind, Failure::Kind::kAborted);
    EXPECT_EQ(other.error().reason, "REQUEST_ID_REUSED");
  }
}

TEST_P(ServerTest, NoTokenIsUnauthenticated) {
  const grpc::Status status = GetNoteAs(std::make_unique<grpc::ClientContext>());
  EXPECT_EQ(status.error_code(), StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(ToFailure(status).reason, "UNAUTHENTICATED");
}

TEST_P(ServerTest, WhatIsNoIssuedTokenIsUnauthenticated) {
  const std::string token = Token(Role::kClerk);
  for (const std::string& value :
       {std::string(), std::string("Bearer"), "Bearer " + std::string(64, 'a'), token,
        "Basic " + token, "Bearer " + token + " ", "Bearer " + token.substr(1)}) {
    EXPECT_EQ(GetNoteAs(WithAuthorization(value)).error_code(), StatusCode::UNAUTHENTICATED)
        << value;
  }
}

TEST_P(ServerTest, TwoTokensAreNone) {
  auto context = As(Role::kClerk);
  context->AddMetadata("authorization", "Bearer " + Token(Role::kOperator));
  EXPECT_EQ(GetNoteAs(std::move(context)).error_code(), StatusCode::UNAUTHENTICATED);
}

TEST_P(ServerTest, RoleThatIsNotInTheRowIsDenied) {
  const grpc::Status status = GetNoteAs(As(Role::kAgency));
  EXPECT_EQ(status.error_code(), StatusCode::PERMISSION_DENIED);
  const Failure failure = ToFailure(status);
  EXPECT_EQ(failure.reason, "ROLE_MAY_NOT_CALL");
  EXPECT_THAT(failure.values,
              ElementsAre(Pair("method", "/recourse.notebook.v1.NotebookService/GetNote"),
                          Pair("principal", "people/agency"), Pair("role", "agency")));
}

TEST_P(ServerTest, AllThatIsWrongIsNamedAndNothingIsSubmitted) {
  AddNoteRequest request = GoodNote("");
  request.set_parent("notebooks");
  request.set_note_id("n 1");
  request.mutable_note()->mutable_price()->set_nanos(1);
  request.mutable_note()->mutable_day()->set_day(32);
  request.add_tags("fine");
  request.add_tags("not fine");
  const auto answer = AddNote(request);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, Failure::Kind::kInvalid);
  EXPECT_EQ(answer.error().message,
            "6 fields of the request are wrong: request_id, parent, note_id, note.price, note.day, "
            "tags[1].value.");
  std::vector<std::string> paths;
  for (const auto& [path, value] : answer.error().values) paths.push_back(path);
  EXPECT_THAT(paths, ElementsAre("request_id", "parent", "note_id", "note.price", "note.day",
                                 "tags[1].value"));
  EXPECT_EQ(answer.error().values[2].second, R"("n 1" must match [A-Za-z0-9._-]{1,64})");
  EXPECT_TRUE(commands_.submitted().empty());
}

TEST_P(ServerTest, RequestIdAloneIsNamedToo) {
  for (const std::string& id : {std::string(), std::string(65, 'r'), std::string("with space")}) {
    const auto answer = AddNote(GoodNote(id));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().message, "A field of the request is wrong: request_id.");
  }
  EXPECT_TRUE(commands_.submitted().empty());
}

TEST_P(ServerTest, ManyViolationsFitIntoWhatAnyClientReads) {
  AddNoteRequest request = GoodNote("r1");
  for (int i = 0; i < 1000; ++i) request.add_tags(std::string(200, ' '));
  const auto answer = AddNote(request);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().reason, "INVALID_REQUEST");
  EXPECT_EQ(answer.error().values.back().first, "...");
}

TEST_P(ServerTest, RefusalOfTheEngineKeepsItsReasonAndValues) {
  ASSERT_TRUE(AddNote(GoodNote("r1")));
  const auto answer = AddNote(GoodNote("r2"));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), (Failure{Failure::Kind::kExists,
                                     "NOTE_EXISTS",
                                     "There is such a note.",
                                     {{"name", "notebooks/b1/notes/n1"}}}));
}

TEST_P(ServerTest, RepeatedRequestGetsTheSameAnswer) {
  const auto first = AddNote(GoodNote("r1"));
  const auto again = AddNote(GoodNote("r1"));
  ASSERT_TRUE(first);
  ASSERT_TRUE(again);
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
}

TEST_P(ServerTest, RequestIdWithOtherContentIsAborted) {
  ASSERT_TRUE(AddNote(GoodNote("r1", "n1")));
  const auto other = AddNote(GoodNote("r1", "n2"));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, Failure::Kind::kAborted);
}

TEST_P(ServerTest, ReadAnswersWithThePositionItSaw) {
  ASSERT_TRUE(AddNote(GoodNote("r1")));
  const auto context = As(Role::kOperator);
  notebook::v1::GetNoteRequest request;
  request.set_name("notebooks/b1/notes/n1");
  Note note;
  ASSERT_TRUE(stub_->GetNote(context.get(), request, &note).ok());
  EXPECT_EQ(note.text(), "call back");
  EXPECT_EQ(PositionIn(*context), "2/1");
}

TEST_P(ServerTest, BytesThatAreNoRequestAreInvalid) {
  Client client(channel_, Token(Role::kClerk));
  for (const char* bytes : {"\xff\xff\xff", "\x0a\x01\xff"}) {  // No message; no UTF-8.
    std::promise<Client::Answer> promise;
    client.CallUnary("/recourse.notebook.v1.NotebookService/AddNote", bytes,
                     std::chrono::seconds(9),
                     [&](Client::Answer answer) { promise.set_value(std::move(answer)); });
    const auto answer = promise.get_future().get();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().reason, "UNREADABLE_REQUEST");
    EXPECT_EQ(answer.error().kind, Failure::Kind::kInvalid);
  }
}

TEST_P(ServerTest, RequestOverTheBoundIsRefused) {
  AddNoteRequest request = GoodNote("r1");
  request.mutable_note()->set_text(std::string(kMessageBytesMax, 'x'));
  const auto context = As(Role::kClerk);
  Note note;
  EXPECT_EQ(stub_->AddNote(context.get(), request, &note).error_code(),
            StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_TRUE(commands_.submitted().empty());
}

TEST_P(ServerTest, CallsAreCountedByMethodAndCode) {
  ASSERT_TRUE(AddNote(GoodNote("r1")));
  ASSERT_FALSE(AddNote(GoodNote("r2")));
  const std::string method = "method=\"/recourse.notebook.v1.NotebookService/AddNote\"";
  EXPECT_TRUE(Renders("recourse_rpc_calls_total{" + method + ",code=\"OK\"} 1"));
  EXPECT_TRUE(Renders("recourse_rpc_calls_total{" + method + ",code=\"ALREADY_EXISTS\"} 1"));
  EXPECT_TRUE(Renders("recourse_rpc_seconds_count{" + method + "} 2"));
}

class ServerStartTest : public RpcFixture {};

TEST_F(ServerStartTest, AddressThatIsNotLoopbackIsRefused) {
  StartServer();
  for (const char* address : {"0.0.0.0:0", "[::]:0", "192.0.2.1:7443", "127.0.0.1.example.com:1"}) {
    const auto server = Server::Start({.address = address}, *shell_, {});
    ASSERT_FALSE(server) << address;
    EXPECT_EQ(server.error().reason, "ADDRESS_NOT_LOOPBACK");
  }
}

TEST_F(ServerStartTest, TakenPortIsAFailure) {
  StartServer();
  testing::internal::CaptureStderr();
  const auto second = Server::Start({.address = server_->address()}, *shell_, {});
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "") << "the failure says it";
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().reason, "ADDRESS_NOT_AVAILABLE");
  EXPECT_THAT(second.error().values, ElementsAre(Pair("address", server_->address())));
}

// A table that lacks rows, or has wrong ones.
class HalfApi final : public Service {
 public:
  using Note = notebook::v1::Note;
  using GetNoteRequest = notebook::v1::GetNoteRequest;

  HalfApi(Shell& shell, engine::Commands& engine)
      : Service(shell, engine, "recourse.notebook.v1.NotebookService") {}

  template <class Request, class Response>
  void AddRead(std::string_view name, Roles roles) {
    Read<Request, Response>(
        name, roles, [](const Request&, const Caller&) -> Expected<Prepared<Response>, Failure> {
          return Unexpected{Failure{}};
        });
  }
};

// In a process of its own: a fork of this one, whose other threads hold locks, may hang.
class ServerStartDeathTest : public ServerStartTest {
 protected:
  ServerStartDeathTest() { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

TEST_F(ServerStartDeathTest, ServerDoesNotStartWhileAMethodHasNoRow) {
  StartServer();
  HalfApi api(*shell_, commands_);
  api.AddRead<notebook::v1::GetNoteRequest, Note>("GetNote", {Role::kClerk});
  EXPECT_DEATH(
      static_cast<void>(Server::Start({.address = ""}, *shell_, {&api})),
      "\"method\":\"AddNote\"(.|\n)*\"method\":\"ListNotes\"(.|\n)*every method has a row");
}

TEST_F(ServerStartDeathTest, RowThatTheProtoContradictsIsOurBug) {
  StartServer();
  HalfApi api(*shell_, commands_);
  using notebook::v1::GetNoteRequest;
  EXPECT_DEATH((api.AddRead<GetNoteRequest, Note>("NoSuch", {Role::kClerk})), "of this name");
  EXPECT_DEATH((api.AddRead<Note, Note>("GetNote", {Role::kClerk})), "input_type");
  EXPECT_DEATH((api.AddRead<GetNoteRequest, Note>("GetNote", {})), "roles.empty");
  api.AddRead<GetNoteRequest, Note>("GetNote", {Role::kClerk});
  EXPECT_DEATH((api.AddRead<GetNoteRequest, Note>("GetNote", {Role::kClerk})), "rows_.end");
}

}  // namespace
}  // namespace recourse::rpc
