#include "libs/rpc/testing/rpc_fixture.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>

#include "libs/rpc/status.h"

namespace recourse::rpc {

// All of 127.0.0.0/8 is this host, and each process takes an address of its own there: else the
// port of a server that was stopped could be another test's server a moment later.
std::string RpcFixture::Host() {
  const auto pid = static_cast<std::uint32_t>(getpid());
  return fmt::format("127.{}.{}.{}", 1 + (pid >> 16 & 0x3F), pid >> 8 & 0xFF, pid & 0xFF);
}

RpcFixture::RpcFixture() {
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  std::string file = std::string(test->test_suite_name()) + "." + test->name() + ".tokens";
  for (char& c : file) c = c == '/' ? '_' : c;
  const auto path =
      std::filesystem::path(testing::TempDir()) / (std::to_string(getpid()) + "." + file);
  std::filesystem::remove(path);
  auto store = TokenStore::Open(path.string());
  tokens_ = *std::move(store);
}

void RpcFixture::StartServer(const Limits& limits, const std::filesystem::path& tls) {
  shell_ = std::make_unique<Shell>(*tokens_, KeyedHash(std::string(32, 'k')), metrics_, limits);
  api_ = std::make_unique<NotebookApi>(*shell_, commands_);
  auto server = Server::Start({.address = Host() + ":0", .tls = tls}, *shell_, {api_.get()});
  ASSERT_TRUE(server) << server.error().message;
  server_ = *std::move(server);
}

void RpcFixture::ConnectOverPort() {
  channel_ = Client::Connect(server_->address());
  stub_ = notebook::v1::NotebookService::NewStub(channel_);
}

void RpcFixture::ConnectInProcess() {
  channel_ = server_->InProcessChannel();
  stub_ = notebook::v1::NotebookService::NewStub(channel_);
}

std::string RpcFixture::Token(Role role) {
  if (!issued_.contains(role)) {
    issued_[role] = *tokens_->Issue("people/" + std::string(ToString(role)), role);
  }
  return issued_[role];
}

std::unique_ptr<grpc::ClientContext> RpcFixture::As(Role role) {
  return WithAuthorization("Bearer " + Token(role));
}

std::unique_ptr<grpc::ClientContext> RpcFixture::WithAuthorization(const std::string& value) {
  auto context = std::make_unique<grpc::ClientContext>();
  context->AddMetadata("authorization", value);
  return context;
}

notebook::v1::AddNoteRequest RpcFixture::GoodNote(const std::string& request_id,
                                                  const std::string& note_id) {
  AddNoteRequest request;
  request.set_request_id(request_id);
  request.set_parent("notebooks/b1");
  request.set_note_id(note_id);
  request.mutable_note()->set_text("call back");
  request.mutable_note()->mutable_price()->set_currency_code("EUR");
  request.mutable_note()->mutable_price()->set_units(12);
  request.mutable_note()->mutable_day()->set_year(2012);
  request.mutable_note()->mutable_day()->set_month(12);
  request.mutable_note()->mutable_day()->set_day(31);
  return request;
}

Expected<notebook::v1::Note, Failure> RpcFixture::AddNote(const AddNoteRequest& request) {
  const auto context = As(Role::kClerk);
  Note note;
  const grpc::Status status = stub_->AddNote(context.get(), request, &note);
  if (!status.ok()) return Unexpected{ToFailure(status)};
  return note;
}

std::string RpcFixture::PositionIn(const grpc::ClientContext& context) {
  const auto found = context.GetServerTrailingMetadata().find(kPositionKey);
  if (found == context.GetServerTrailingMetadata().end()) return "";
  return {found->second.data(), found->second.size()};
}

bool RpcFixture::Renders(const std::string& line) const {
  return metrics_.Render().find(line + "\n") != std::string::npos;
}

}  // namespace recourse::rpc
