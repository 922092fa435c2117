#pragma once

#include <grpcpp/client_context.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "libs/base/check.h"
#include "libs/observability/metrics.h"
#include "libs/rpc/client.h"
#include "libs/rpc/page.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"

namespace recourse::process {

// Serves one API of this room to an operator: in-process, and at `address` if there is one.
class ApiRig {
 public:
  // Keeps its tokens in `folder`.
  explicit ApiRig(const std::filesystem::path& folder)
      : tokens_(*rpc::TokenStore::Open((folder / "tokens").string())),
        shell_(*tokens_, rpc::KeyedHash(std::string(32, 'k')), metrics_) {}

  rpc::Shell& shell() { return shell_; }
  // `api` outlives the serving; Stop ends it, once.
  void Serve(rpc::Service& api, const std::string& address = "") {
    server_ = *rpc::Server::Start({.address = address}, shell_, {&api});
    client_ = std::make_unique<rpc::Client>(
        server_->InProcessChannel(), *tokens_->Issue("operators/anna", rpc::Role::kOperator));
  }
  void Stop() { server_->Stop(std::chrono::seconds(5)); }
  const std::string& address() const { return server_->address(); }

  std::string TokenOf(const std::string& principal, rpc::Role role) {
    return *tokens_->Issue(principal, role);
  }
  std::shared_ptr<grpc::Channel> channel() const { return client_->channel(); }
  // A context of the operator, who waits 20 s; to see what is at `position`, if it has a sequence.
  std::unique_ptr<grpc::ClientContext> Context(const engine::Position& position = {}) const {
    auto context = std::make_unique<grpc::ClientContext>();
    client_->Authorise(*context);
    context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    if (position.sequence > 0) {
      context->AddMetadata(rpc::kPositionKey, rpc::FormatPosition(position));
    }
    return context;
  }

 private:
  observability::Metrics metrics_;
  std::unique_ptr<rpc::TokenStore> tokens_;
  rpc::Shell shell_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<rpc::Client> client_;
};

}  // namespace recourse::process
