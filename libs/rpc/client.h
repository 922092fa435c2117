#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>

#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::rpc {

// Calls services with one's own token, or none where a certificate says who calls. Thread safe.
class Client {
 public:
  using Answer = Expected<std::string, Failure>;

  // `channel` from Connect or Server::InProcessChannel. An empty token is not sent.
  Client(std::shared_ptr<grpc::Channel> channel, std::string token);
  // As Close; so `done` must not destroy the client.
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // A channel without TLS to a loopback address. It connects with the first call, and looks for a
  // server that has gone away at least once a second.
  static std::shared_ptr<grpc::Channel> Connect(const std::string& address);
  // The same with the credentials of ClientTls, to any address. The certificate says who calls, so
  // there is no token.
  static std::shared_ptr<grpc::Channel> Connect(
      const std::string& address, const std::shared_ptr<grpc::ChannelCredentials>& credentials);

  // Calls a unary method by its full name ("/recourse.invoicing.v1.InvoicingService/IssueInvoice")
  // with a serialised request. `done` is called once, on one of gRPC's threads, perhaps before this
  // returns: with the serialised response, or why not (see ToFailure). kInvalid if the request is
  // larger than the server takes. An empty traceparent is not sent.
  void CallUnary(const std::string& method, std::string_view request,
                 std::chrono::milliseconds timeout, std::function<void(Answer)> done,
                 const std::string& traceparent = "");

  // Cancels what is under way and waits until each call's `done` has returned. Calls of CallUnary
  // from then on fail with kUnavailable. May be repeated.
  void Close();

  // Waits before asking again: for so long, or if the server is away until it is there again, at
  // most so long. Blocks.
  void Pause(std::chrono::milliseconds longest) const;

  // Puts the token into a call that is made with a generated stub on `channel()`.
  void Authorise(grpc::ClientContext& context) const;
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

 private:
  struct UnaryCall;

  void Finish(std::unique_ptr<UnaryCall> call, const grpc::Status& status);

  const std::shared_ptr<grpc::Channel> channel_;
  const std::string authorization_;

  std::mutex mutex_;
  std::condition_variable none_left_;
  std::unordered_set<grpc::ClientContext*> under_way_;  // To cancel them.
  std::size_t unfinished_ = 0;
  bool closed_ = false;
};

}  // namespace recourse::rpc
