#pragma once

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <memory>
#include <string>

#include "libs/rpc/client.h"

namespace recourse::cli {

inline const std::string kTestToken(64, 'a');

// A real gRPC server on a free port of the loopback, for as long as it lives. The services outlive
// it.
class FakeServer {
 public:
  explicit FakeServer(std::initializer_list<grpc::Service*> services) {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    for (grpc::Service* service : services) builder.RegisterService(service);
    server_ = builder.BuildAndStart();
    EXPECT_NE(server_, nullptr);
  }

  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  std::shared_ptr<grpc::Channel> Channel() const { return rpc::Client::Connect(address()); }

 private:
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

// What a fake answers to who does not send kTestToken.
inline grpc::Status CheckToken(const grpc::ServerContext& context) {
  const auto found = context.client_metadata().find("authorization");
  if (found != context.client_metadata().end() && found->second == "Bearer " + kTestToken) {
    return grpc::Status::OK;
  }
  return {grpc::StatusCode::UNAUTHENTICATED, "no token"};
}

}  // namespace recourse::cli
