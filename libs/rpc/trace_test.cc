#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "libs/base/hex.h"
#include "libs/rpc/testing/rpc_fixture.h"

namespace recourse::rpc {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr char kTrace[] = "4bf92f3577b34da6a3ce929d0e0e4736";
constexpr char kTraceparent[] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

class TraceTest : public RpcFixture {
 protected:
  void Start(const Limits& limits = {}) {
    StartServer(limits);
    ConnectOverPort();
  }
  // Of the command that a call with these traceparents leads to, in hexadecimal.
  std::string TraceOfCallWith(const std::vector<std::string>& traceparents) {
    const auto context = As(Role::kClerk);
    for (const auto& each : traceparents) context->AddMetadata("traceparent", each);
    const std::string id = "r" + std::to_string(commands_.submitted().size());
    Note note;
    const grpc::Status status = stub_->AddNote(context.get(), GoodNote(id, id), &note);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return ToHex(commands_.submitted().back().trace_id);
  }
};

TEST_F(TraceTest, OfTheCallerGoesWithTheCommand) {
  Start();
  EXPECT_EQ(TraceOfCallWith({kTraceparent}), kTrace);
  EXPECT_EQ(TraceOfCallWith({}), "") << "none is made up";
}

TEST_F(TraceTest, ThatIsMalformedIsIgnored) {
  Start();
  EXPECT_EQ(TraceOfCallWith({"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"}), "");
  EXPECT_EQ(TraceOfCallWith({""}), "");
  EXPECT_EQ(TraceOfCallWith({kTraceparent, kTraceparent}), "") << "which of the two is not said";
}

TEST_F(TraceTest, IsNoPartOfWhatIsAsked) {
  Start();
  const auto context = As(Role::kClerk);
  context->AddMetadata("traceparent", kTraceparent);
  Note note;
  ASSERT_TRUE(stub_->AddNote(context.get(), GoodNote("r1"), &note).ok());
  EXPECT_TRUE(AddNote(GoodNote("r1"))) << "asked again without a trace it is the same request";
}

TEST_F(TraceTest, OfAClientIsSent) {
  Start();
  Client client(channel_, Token(Role::kClerk));
  std::promise<void> answered;
  client.CallUnary(
      "/recourse.notebook.v1.NotebookService/AddNote", GoodNote("r1").SerializeAsString(), 10s,
      [&](const Client::Answer&) { answered.set_value(); }, kTraceparent);
  answered.get_future().wait();
  EXPECT_EQ(ToHex(commands_.submitted().back().trace_id), kTrace);
}

TEST_F(TraceTest, OfACallThatEndedUnknownIsInTheLog) {
  Start({.default_deadline = 30ms});
  commands_.Hold();
  testing::internal::CaptureStderr();
  const auto context = As(Role::kClerk);
  context->AddMetadata("traceparent", kTraceparent);
  Note note;
  ASSERT_FALSE(stub_->AddNote(context.get(), GoodNote("r1"), &note).ok());
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              AllOf(HasSubstr(R"("message":"a call was not answered in time",)"),
                    HasSubstr(R"("method":"/recourse.notebook.v1.NotebookService/AddNote",)"),
                    HasSubstr(R"("reason":"NO_ANSWER_IN_TIME")"),
                    HasSubstr(std::string(R"("trace_id":")") + kTrace)));
  commands_.Release();
}

}  // namespace
}  // namespace recourse::rpc
