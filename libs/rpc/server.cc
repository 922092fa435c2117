#include "libs/rpc/server.h"

#include <fmt/format.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

#include <mutex>
#include <string_view>
#include <utility>

#include "grpc/health/v1/health.pb.h"
#include "libs/base/check.h"
#include "libs/observability/log.h"
#include "libs/rpc/library_logs.h"
#include "libs/rpc/tls.h"

namespace recourse::rpc {
namespace {

constexpr int kStreamsPerConnectionMax = 16 * 1024;
// What is answered still has to reach the client before the connection is cut.
constexpr std::chrono::milliseconds kFlush{500};

// Health and reflection are plugins of the process, not of a server.
void EnableHealthAndReflection() {
  static std::once_flag once;
  std::call_once(once, [] {
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    // gRPC's own health service knows no descriptor; without this one reflection cannot call it.
    CHECK(grpc::health::v1::HealthCheckRequest::descriptor() != nullptr);
  });
}

Failure CannotListen(const std::string& address) {
  return {Failure::Kind::kUnavailable,
          "ADDRESS_NOT_AVAILABLE",
          "The server cannot listen there: the port is taken or the address is not this host's.",
          {{"address", address}}};
}

Failure NotLoopback(const std::string& address) {
  return {Failure::Kind::kInvalid,
          "ADDRESS_NOT_LOOPBACK",
          "The server listens without TLS, so on loopback only.",
          {{"address",
            fmt::format("\"{}\" must be a loopback address such as 127.0.0.1:7443", address)}}};
}

std::string WithPort(const std::string& address, int port) {
  if (port <= 0) return address;
  return fmt::format("{}:{}", address.substr(0, address.rfind(':')), port);
}

void Configure(grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(kMessageBytesMax);
  builder.SetMaxSendMessageSize(kMessageBytesMax);
  // By default a second server may share the port and take half of the calls.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kStreamsPerConnectionMax);
}

}  // namespace

bool IsLoopback(const std::string& address) {
  const std::string_view host = std::string_view(address).substr(0, address.rfind(':'));
  return address.starts_with("unix:") || host == "localhost" || host == "[::1]" ||
         (host.starts_with("127.") &&
          host.find_first_not_of("0123456789.") == std::string_view::npos);
}

Expected<std::unique_ptr<Server>, Failure> Server::Start(const ServerOptions& options, Shell& shell,
                                                         const std::vector<Service*>& services) {
  if (!options.address.empty() && options.tls.empty() && !IsLoopback(options.address)) {
    return Unexpected{NotLoopback(options.address)};
  }
  std::shared_ptr<grpc::ServerCredentials> credentials = grpc::InsecureServerCredentials();
  if (!options.tls.empty()) {
    auto tls = ServerTls(options.tls);
    if (!tls) return Unexpected{tls.error()};
    credentials = *std::move(tls);
  }
  RouteLibraryLogs();
  EnableHealthAndReflection();
  grpc::ServerBuilder builder;
  Configure(builder);
  int port = 0;
  if (!options.address.empty()) {
    builder.AddListeningPort(options.address, credentials, &port);
  }
  for (Service* service : services) {
    service->CheckComplete();
    builder.RegisterService(service);
  }
  auto server = [&] {
    const QuietLibraryLogs quiet;  // That it cannot listen is told by CannotListen.
    return builder.BuildAndStart();
  }();
  if (server == nullptr) return Unexpected{CannotListen(options.address)};
  for (const Service* service : services) {
    server->GetHealthCheckService()->SetServingStatus(service->full_name(), true);
  }
  std::string address = WithPort(options.address, port);
  observability::LogInfo("server started", {{"address", address}});
  return std::unique_ptr<Server>(new Server(shell, std::move(server), std::move(address)));
}

Server::Server(Shell& shell, std::unique_ptr<grpc::Server> server, std::string address)
    : shell_(shell), server_(std::move(server)), address_(std::move(address)) {}

Server::~Server() { Stop(std::chrono::milliseconds(0)); }

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMessageBytesMax);
  return server_->InProcessChannel(arguments);
}

void Server::Stop(std::chrono::milliseconds grace) {
  if (server_ == nullptr) return;
  server_->GetHealthCheckService()->Shutdown();
  shell_.Drain(grace);
  server_->Shutdown(std::chrono::system_clock::now() + kFlush);
  server_ = nullptr;
  observability::LogInfo("server stopped", {{"address", address_}});
}

}  // namespace recourse::rpc
