#include "libs/rpc/client.h"

#include <fmt/format.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/credentials.h>

#include <thread>
#include <utility>

#include "libs/base/check.h"
#include "libs/observability/trace.h"
#include "libs/rpc/bytes.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"

namespace recourse::rpc {
namespace {

// More than the default 8 KiB, so that details of an error never make it unreadable.
constexpr int kMetadataBytesMax = 64 * 1024;
// By default a server that was away for a minute is looked for only every minute. Asking loopback
// costs nothing.
constexpr int kFirstReconnectPauseMs = 100;
constexpr int kLongestReconnectPauseMs = 1'000;

}  // namespace

struct Client::UnaryCall {
  grpc::ClientContext context;
  grpc::ByteBuffer request;
  grpc::ByteBuffer response;
  std::function<void(Answer)> done;
};

Client::Client(std::shared_ptr<grpc::Channel> channel, std::string token)
    : channel_(std::move(channel)),
      authorization_(token.empty() ? "" : "Bearer " + std::move(token)) {}

Client::~Client() { Close(); }

void Client::Close() {
  std::unique_lock lock(mutex_);
  closed_ = true;
  for (grpc::ClientContext* context : under_way_) context->TryCancel();
  none_left_.wait(lock, [this] { return unfinished_ == 0; });
}

std::shared_ptr<grpc::Channel> Client::Connect(const std::string& address) {
  // The token would travel in the clear.
  CHECK(IsLoopback(address));
  return Connect(address, grpc::InsecureChannelCredentials());
}

std::shared_ptr<grpc::Channel> Client::Connect(
    const std::string& address, const std::shared_ptr<grpc::ChannelCredentials>& credentials) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMessageBytesMax);
  arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, kMetadataBytesMax);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, kFirstReconnectPauseMs);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kLongestReconnectPauseMs);
  return grpc::CreateCustomChannel(address, credentials, arguments);
}

void Client::CallUnary(const std::string& method, std::string_view request,
                       std::chrono::milliseconds timeout, std::function<void(Answer)> done,
                       const std::string& traceparent) {
  if (request.size() > static_cast<std::size_t>(kMessageBytesMax)) {
    return done(Unexpected{Failure{
        Failure::Kind::kInvalid,
        "REQUEST_TOO_LARGE",
        "The request is larger than a server takes.",
        {{"", fmt::format("{} bytes, must be at most {}", request.size(), kMessageBytesMax)}}}});
  }
  auto call = std::make_unique<UnaryCall>();
  call->request = ToByteBuffer(request);
  call->done = std::move(done);
  call->context.set_deadline(std::chrono::system_clock::now() + timeout);
  Authorise(call->context);
  if (!traceparent.empty()) call->context.AddMetadata(observability::kTraceparent, traceparent);
  {
    std::unique_lock lock(mutex_);
    if (closed_) {
      lock.unlock();
      return call->done(Unexpected{
          Failure{Failure::Kind::kUnavailable, "CLOSED", "No more calls are made from here.", {}}});
    }
    under_way_.insert(&call->context);
    ++unfinished_;
  }
  // Given back in Finish: std::function cannot hold what cannot be copied.
  UnaryCall* const started = call.release();
  grpc::GenericStub(channel_).UnaryCall(&started->context, method, {}, &started->request,
                                        &started->response,
                                        [this, started](const grpc::Status& status) {
                                          Finish(std::unique_ptr<UnaryCall>(started), status);
                                        });
}

void Client::Finish(std::unique_ptr<UnaryCall> call, const grpc::Status& status) {
  {
    const std::lock_guard lock(mutex_);
    under_way_.erase(&call->context);
  }
  const auto done = std::move(call->done);
  Answer answer =
      status.ok() ? Answer(ToString(call->response)) : Answer(Unexpected{ToFailure(status)});
  // Before anyone is told: the context holds the channel, and whoever is told may drop all others.
  // The last channel of a process must not die on one of gRPC's own threads: that thread would join
  // itself, which fails unseen, and then poll a queue that is freed ("assertion failed: prior > 0",
  // github.com/grpc/grpc/pull/32584).
  call = nullptr;
  done(std::move(answer));
  const std::lock_guard lock(mutex_);
  --unfinished_;
  if (unfinished_ == 0) none_left_.notify_all();
}

// Not asleep: gRPC goes on with a connection that it is making only while somebody waits on the
// channel, or every 5 s.
void Client::Pause(std::chrono::milliseconds longest) const {
  if (channel_->GetState(/*try_to_connect=*/false) == GRPC_CHANNEL_READY) {
    std::this_thread::sleep_for(longest);
  } else {
    (void)channel_->WaitForConnected(std::chrono::system_clock::now() + longest);
  }
}

void Client::Authorise(grpc::ClientContext& context) const {
  if (!authorization_.empty()) context.AddMetadata("authorization", authorization_);
}

}  // namespace recourse::rpc
