#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <utility>

namespace recourse::cli {

// A channel to a running installation, and who is speaking. Thread safe.
class Connection {
 public:
  Connection(std::shared_ptr<grpc::Channel> channel, std::string token)
      : channel_(std::move(channel)), authorization_("Bearer " + std::move(token)) {}

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

  // To be called on the context of every call.
  void Authorize(grpc::ClientContext& context) const {
    context.AddMetadata("authorization", authorization_);
  }

 private:
  std::shared_ptr<grpc::Channel> channel_;
  std::string authorization_;
};

}  // namespace recourse::cli
