#pragma once

#include <grpcpp/client_context.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "libs/observability/metrics.h"
#include "libs/rpc/client.h"
#include "libs/rpc/server.h"
#include "libs/rpc/testing/fake_commands.h"
#include "libs/rpc/testing/notebook.h"
#include "recourse/notebook/v1/notebook_service.grpc.pb.h"

namespace recourse::rpc {

// A notebook server on the fake engine, and a client of each role; verbs for tests.
class RpcFixture : public testing::Test {
 protected:
  using Note = notebook::v1::Note;
  using AddNoteRequest = notebook::v1::AddNoteRequest;
  using Stub = notebook::v1::NotebookService::Stub;

  RpcFixture();

  // With the certificates of `tls`, if that is not empty.
  void StartServer(const Limits& limits = {}, const std::filesystem::path& tls = {});
  // The address that servers of this process listen on, without a port.
  static std::string Host();
  // Over a port, or in-process.
  void ConnectOverPort();
  void ConnectInProcess();

  std::string Token(Role role);
  // A context with the token of `role`.
  std::unique_ptr<grpc::ClientContext> As(Role role);
  std::unique_ptr<grpc::ClientContext> WithAuthorization(const std::string& value);

  static AddNoteRequest GoodNote(const std::string& request_id, const std::string& note_id = "n1");
  // What AddNote answers to a clerk.
  Expected<Note, Failure> AddNote(const AddNoteRequest& request);

  // The value of the trailing metadata kPositionKey.
  static std::string PositionIn(const grpc::ClientContext& context);
  bool Renders(const std::string& line) const;

  observability::Metrics metrics_;
  std::unique_ptr<TokenStore> tokens_;
  std::map<Role, std::string> issued_;
  FakeCommands commands_;
  std::unique_ptr<Shell> shell_;
  std::unique_ptr<NotebookApi> api_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<Stub> stub_;
};

}  // namespace recourse::rpc
