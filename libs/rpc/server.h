#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/server.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/rpc/service.h"
#include "libs/rpc/shell.h"

namespace recourse::rpc {

// No message is larger, in either direction.
inline constexpr int kMessageBytesMax = 1024 * 1024;

struct ServerOptions {
  // Where to listen: an address and a port, 0 for a free one; on loopback unless there is TLS.
  // Empty: in-process only.
  std::string address = "127.0.0.1:7443";
  // A folder as tls.h says: every caller then shows a certificate. Empty: none.
  std::filesystem::path tls = {};
};

// Listens, and serves the services next to health (grpc.health.v1) and reflection, which ask for no
// token: they tell what any reader of the protos knows. Without TLS it refuses to listen elsewhere
// than on loopback; tokens are asked for there and in-process too.
class Server {
 public:
  // `shell` and `services` outlive this. Fails (kInvalid) if the address is not on loopback and
  // there is no TLS, with TLS_FILE, and (kUnavailable) if the port is taken.
  static Expected<std::unique_ptr<Server>, Failure> Start(const ServerOptions& options,
                                                          Shell& shell,
                                                          const std::vector<Service*>& services);
  // Stops without grace, if Stop was not called.
  ~Server();

  // Where it listens, with the port it got; empty if in-process only.
  const std::string& address() const { return address_; }

  // A channel to this server within the process.
  std::shared_ptr<grpc::Channel> InProcessChannel();

  // Health says NOT_SERVING, new calls are refused with kUnavailable, streams end, and every call
  // that was accepted is answered: by its handler, or after `grace` with kUnknown. May be repeated.
  void Stop(std::chrono::milliseconds grace);

 private:
  Server(Shell& shell, std::unique_ptr<grpc::Server> server, std::string address);

  Shell& shell_;
  std::unique_ptr<grpc::Server> server_;
  const std::string address_;
};

// Whether `address` ("127.0.0.1:7443", "[::1]:0", "localhost:80", "unix:/run/x") stays on this
// host.
bool IsLoopback(const std::string& address);

}  // namespace recourse::rpc
