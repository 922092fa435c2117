#include <gmock/gmock.h>
#include <google/protobuf/message.h>
#include <google/protobuf/text_format.h>
#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>

#include "grpc/health/v1/health.grpc.pb.h"
#include "libs/rpc/bytes.h"
#include "libs/rpc/testing/rpc_fixture.h"

namespace recourse::rpc {
namespace {

using grpc::health::v1::Health;
using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;
using ::testing::HasSubstr;

// What tools ask before they call anything: health and reflection.
class DiscoveryTest : public RpcFixture {
 protected:
  DiscoveryTest() {
    StartServer();
    ConnectOverPort();
  }

  HealthCheckResponse::ServingStatus Health(const std::string& service) {
    grpc::ClientContext context;
    HealthCheckRequest request;
    request.set_service(service);
    HealthCheckResponse response;
    const grpc::Status status =
        grpc::health::v1::Health::NewStub(channel_)->Check(&context, request, &response);
    return status.ok() ? response.status() : HealthCheckResponse::SERVICE_UNKNOWN;
  }

  // Asks reflection one question, both as text of its messages, which only its library declares.
  std::string Reflect(const std::string& question) {
    const auto& pool = *google::protobuf::DescriptorPool::generated_pool();
    auto& factory = *google::protobuf::MessageFactory::generated_factory();
    const auto make = [&](const char* type) {
      return std::unique_ptr<google::protobuf::Message>(
          factory.GetPrototype(pool.FindMessageTypeByName(type))->New());
    };
    const auto request = make("grpc.reflection.v1alpha.ServerReflectionRequest");
    const auto response = make("grpc.reflection.v1alpha.ServerReflectionResponse");
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(question, request.get()));

    grpc::CompletionQueue queue;
    grpc::ClientContext context;
    const auto await = [&] {
      void* tag = nullptr;
      bool ok = false;
      return queue.Next(&tag, &ok) && ok;
    };
    const auto call = grpc::GenericStub(channel_).PrepareCall(
        &context, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", &queue);
    call->StartCall(nullptr);
    EXPECT_TRUE(await());
    call->Write(ToByteBuffer(request->SerializeAsString()), nullptr);
    EXPECT_TRUE(await());
    grpc::ByteBuffer answer;
    call->Read(&answer, nullptr);
    EXPECT_TRUE(await());
    EXPECT_TRUE(Parse(answer, *response));
    context.TryCancel();
    grpc::Status status;
    call->Finish(&status, nullptr);
    await();
    return response->DebugString();
  }
};

TEST_F(DiscoveryTest, HealthSaysServingForServerAndServices) {
  EXPECT_EQ(Health(""), HealthCheckResponse::SERVING);
  EXPECT_EQ(Health("recourse.notebook.v1.NotebookService"), HealthCheckResponse::SERVING);
  EXPECT_EQ(Health("no.such.Service"), HealthCheckResponse::SERVICE_UNKNOWN);
}

TEST_F(DiscoveryTest, HealthTurnsWhileTheServerStops) {
  commands_.Hold();
  std::thread call([this] { static_cast<void>(AddNote(GoodNote("r1"))); });
  commands_.AwaitHeld(1);
  std::thread stopping([this] { server_->Stop(std::chrono::minutes(1)); });
  while (Health("") == HealthCheckResponse::SERVING) std::this_thread::yield();
  EXPECT_EQ(Health(""), HealthCheckResponse::NOT_SERVING);
  commands_.Release();
  call.join();
  stopping.join();
}

TEST_F(DiscoveryTest, ReflectionListsTheServices) {
  const std::string services = Reflect("list_services: ''");
  EXPECT_THAT(services, HasSubstr("name: \"recourse.notebook.v1.NotebookService\""));
  EXPECT_THAT(services, HasSubstr("name: \"grpc.health.v1.Health\""));
}

TEST_F(DiscoveryTest, ReflectionDescribesOurServiceAndHealth) {
  EXPECT_THAT(Reflect("file_containing_symbol: 'recourse.notebook.v1.NotebookService'"),
              HasSubstr("AddNoteRequest"));
  EXPECT_THAT(Reflect("file_containing_symbol: 'grpc.health.v1.Health'"),
              HasSubstr("HealthCheckRequest"));
}

// Details of errors travel as Any: a client that has only reflection must be able to read them.
TEST_F(DiscoveryTest, ReflectionDescribesErrorDetails) {
  EXPECT_THAT(Reflect("file_containing_symbol: 'google.rpc.ErrorInfo'"), HasSubstr("BadRequest"));
}

}  // namespace
}  // namespace recourse::rpc
