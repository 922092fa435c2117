#include "libs/rpc/client.h"

#include <fmt/format.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/credentials.h>

#include <utility>

#include "libs/base/check.h"
#include "libs/rpc/bytes.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"

namespace recourse::rpc {
namespace {

// More than the default 8 KiB, so that details of an error never make it unreadable.
constexpr int kMetadataBytesMax = 64 * 1024;

}  // namespace

// Lives from CallUnary until `done` has returned.
struct Client::UnaryCall {
  grpc::ClientContext context;
  grpc::ByteBuffer request;
  grpc::ByteBuffer response;
  std::function<void(Answer)> done;
};

Client::Client(std::shared_ptr<grpc::Channel> channel, std::string token)
    : channel_(std::move(channel)), authorization_("Bearer " + std::move(token)) {}

Client::~Client() {
  std::unique_lock lock(mutex_);
  for (grpc::ClientContext* context : under_way_) context->TryCancel();
  none_left_.wait(lock, [this] { return under_way_.empty(); });
}

std::shared_ptr<grpc::Channel> Client::Connect(const std::string& address) {
  // The token would travel in the clear.
  CHECK(IsLoopback(address));
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMessageBytesMax);
  arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, kMetadataBytesMax);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

void Client::CallUnary(const std::string& method, std::string_view request,
                       std::chrono::milliseconds timeout, std::function<void(Answer)> done) {
  if (request.size() > static_cast<std::size_t>(kMessageBytesMax)) {
    return done(Unexpected{Failure{
        Failure::Kind::kInvalid,
        "REQUEST_TOO_LARGE",
        "The request is larger than a server takes.",
        {{"", fmt::format("{} bytes, must be at most {}", request.size(), kMessageBytesMax)}}}});
  }
  auto call = std::make_shared<UnaryCall>();
  call->request = ToByteBuffer(request);
  call->done = std::move(done);
  call->context.set_deadline(std::chrono::system_clock::now() + timeout);
  Authorise(call->context);
  {
    const std::lock_guard lock(mutex_);
    under_way_.insert(&call->context);
  }
  UnaryCall& started = *call;
  grpc::GenericStub(channel_).UnaryCall(&started.context, method, {}, &started.request,
                                        &started.response,
                                        [this, call = std::move(call)](const grpc::Status& status) {
                                          if (status.ok()) {
                                            call->done(ToString(call->response));
                                          } else {
                                            call->done(Unexpected{ToFailure(status)});
                                          }
                                          Forget(&call->context);
                                        });
}

void Client::Authorise(grpc::ClientContext& context) const {
  context.AddMetadata("authorization", authorization_);
}

void Client::Forget(grpc::ClientContext* context) {
  const std::lock_guard lock(mutex_);
  under_way_.erase(context);
  if (under_way_.empty()) none_left_.notify_all();
}

}  // namespace recourse::rpc
